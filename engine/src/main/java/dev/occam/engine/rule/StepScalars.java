package dev.occam.engine.rule;

import dev.occam.tensor.Tensor;

/**
 * The numbers that the host sets before each step; one pair for all formulas of a run.
 *
 * @param learningRate η of the step
 * @param number of the step, from 1
 */
public record StepScalars(Tensor learningRate, Tensor number) {
    public static StepScalars create() {
        return new StepScalars(Tensor.scalar("learning-rate"), Tensor.scalar("step"));
    }
}

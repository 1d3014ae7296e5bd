package dev.occam.engine.rule;

import dev.occam.tensor.Tensor;

/**
 * The numbers that the host sets before each step; the same for all formulas of a run.
 *
 * @param learningRate η of the step
 * @param number of the step, from 1
 * @param mixing the share λ of an example in its mixture; the rest is its partner's
 * @param averaging the share of the newest in an average
 */
public record StepScalars(Tensor learningRate, Tensor number, Tensor mixing, Tensor averaging) {
    public static StepScalars create() {
        return new StepScalars(
                Tensor.scalar("learning-rate"),
                Tensor.scalar("step"),
                Tensor.scalar("mixing"),
                Tensor.scalar("averaging"));
    }
}

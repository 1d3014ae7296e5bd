package dev.occam.engine.rule;

import dev.occam.plugin.Step;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** A step of a run, as plugins see it. */
public record RunStep(StepScalars scalars, RunFacts facts, RandomSites sites) implements Step {
    @Override
    public Tensor learningRate() {
        return scalars.learningRate();
    }

    @Override
    public double maxLearningRate() {
        return facts.maxLearningRate();
    }

    @Override
    public Tensor number() {
        return scalars.number();
    }

    @Override
    public Tensor uniform(Shape shape) {
        return Tensor.random(sites.next(), shape);
    }

    @Override
    public int batchSize() {
        return facts.batchSize();
    }

    @Override
    public int trainingSize() {
        return facts.trainingSize();
    }

    @Override
    public int stepsPerEpoch() {
        return facts.stepsPerEpoch();
    }
}

package dev.occam.engine.rule;

import dev.occam.plugin.Role;
import dev.occam.plugin.Site;
import dev.occam.plugin.Step;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.function.Supplier;

/** A weight in a step, as rules see it; the initial values are asked for only by the rules that use them. */
public record RunSite(Step step, Role role, Supplier<Tensor> initialValues) implements Site {
    @Override
    public Tensor initial() {
        return initialValues.get();
    }

    @Override
    public Tensor learningRate() {
        return step.learningRate();
    }

    @Override
    public double maxLearningRate() {
        return step.maxLearningRate();
    }

    @Override
    public Tensor number() {
        return step.number();
    }

    @Override
    public Tensor uniform(Shape shape) {
        return step.uniform(shape);
    }

    @Override
    public int batchSize() {
        return step.batchSize();
    }

    @Override
    public int trainingSize() {
        return step.trainingSize();
    }

    @Override
    public int stepsPerEpoch() {
        return step.stepsPerEpoch();
    }
}

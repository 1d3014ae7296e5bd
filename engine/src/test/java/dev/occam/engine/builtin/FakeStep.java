package dev.occam.engine.builtin;

import dev.occam.plugin.Role;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** The leaves of a step's formulas, to be bound to numbers. */
final class FakeStep implements Site {
    final Tensor rate = Tensor.scalar("rate");
    final Tensor number = Tensor.scalar("number");
    private final double maxLearningRate;
    private int draws;

    FakeStep(double maxLearningRate) {
        this.maxLearningRate = maxLearningRate;
    }

    @Override
    public Tensor learningRate() {
        return rate;
    }

    @Override
    public double maxLearningRate() {
        return maxLearningRate;
    }

    @Override
    public Tensor number() {
        return number;
    }

    @Override
    public Tensor uniform(Shape shape) {
        return Tensor.random(draws++, shape);
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public int trainingSize() {
        return 1;
    }

    @Override
    public int stepsPerEpoch() {
        return 1;
    }

    @Override
    public Role role() {
        return Role.WEIGHT;
    }

    @Override
    public Tensor initial() {
        throw new IllegalStateException("no rule of these tests asks for the initial weights");
    }
}

package dev.occam.regularizer;

import dev.occam.plugin.Role;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.Reference;

/** A step at learning rate 0.1, its largest 0.2, with 10 examples a batch, 50 in training, and one weight. */
final class FakeSite implements Site {
    static final double RATE = 0.1;
    static final double MAX_RATE = 0.2;

    final Tensor weight;
    final Tensor other;
    final Tensor initial;
    private final Tensor rate = Tensor.scalar("rate");
    private final Tensor number = Tensor.scalar("number");
    private double maxRate = MAX_RATE;
    private int draws;

    FakeSite(int... sizes) {
        Shape shape = Shape.of(sizes);
        weight = Tensor.input("weight", shape);
        other = Tensor.input("other", shape);
        initial = Tensor.input("initial", shape);
    }

    /** The same site in a run whose learning rate is always 0. */
    FakeSite withoutRate() {
        maxRate = 0;
        return this;
    }

    /** The formula's values, rounded to float32 as a backend would store them. */
    float[] value(Tensor formula, double... weight) {
        return narrow(Reference.value(formula, bindings(weight).build()));
    }

    /** The values of a formula that has another input, an update or a step size. */
    float[] valueWith(double[] other, Tensor formula, double... weight) {
        return narrow(Reference.value(
                formula, bindings(weight).input(this.other, other).build()));
    }

    /** The values of a formula that has initial weights. */
    float[] valueFrom(double[] initial, Tensor formula, double... weight) {
        return narrow(Reference.value(
                formula, bindings(weight).input(this.initial, initial).build()));
    }

    /** The formula's values in another step than the first. */
    float[] valueAt(int step, Tensor formula, double... weight) {
        return narrow(Reference.value(
                formula, bindings(weight).scalar(number, step).step(step).build()));
    }

    private Bindings.Builder bindings(double... weight) {
        return Bindings.builder()
                .input(this.weight, weight)
                .scalar(rate, maxRate == 0 ? 0 : RATE)
                .scalar(number, 1)
                .seed(42)
                .step(1);
    }

    static float[] narrow(double... values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    @Override
    public Role role() {
        return Role.WEIGHT;
    }

    @Override
    public Tensor initial() {
        return initial;
    }

    @Override
    public Tensor learningRate() {
        return rate;
    }

    @Override
    public double maxLearningRate() {
        return maxRate;
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
        return 10;
    }

    @Override
    public int trainingSize() {
        return 50;
    }

    @Override
    public int stepsPerEpoch() {
        return 5;
    }
}

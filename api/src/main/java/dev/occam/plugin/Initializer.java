package dev.occam.plugin;

/** Where a weight starts. */
public sealed interface Initializer {
    /** Every value the same. */
    record Constant(double value) implements Initializer {}

    /** Uniform in [−bound, bound). */
    record Uniform(double bound) implements Initializer {}

    /** Normal with mean 0 and this standard deviation. */
    record Normal(double standardDeviation) implements Initializer {}

    /**
     * Uniform in ±1/√fanIn: what PyTorch gives dense and convolution layers, weights and biases alike (He et al. 2015 with
     * a = √5).
     */
    static Initializer fanIn(int fanIn) {
        return new Uniform(1 / Math.sqrt(fanIn));
    }
}

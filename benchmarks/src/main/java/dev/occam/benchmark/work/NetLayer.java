package dev.occam.benchmark.work;

/** A layer of a measured network; images are [channels, height, width]. */
public sealed interface NetLayer {
    /** Product and bias. */
    record Dense(int units) implements NetLayer {}

    record Relu() implements NetLayer {}

    /** A convolution with stride 1 and so much padding that height and width stay; {@code size} is odd. */
    record Convolution(int channels, int size) implements NetLayer {}

    /** The largest value of each 2x2 window. */
    record MaxPool() implements NetLayer {}

    record Flatten() implements NetLayer {}
}

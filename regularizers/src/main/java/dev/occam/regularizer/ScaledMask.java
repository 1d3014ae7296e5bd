package dev.occam.regularizer;

import dev.occam.plugin.Step;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** What dropping multiplies with. */
final class ScaledMask {
    private ScaledMask() {}

    /** 0 with probability p, else 1/(1 − p), so that the mean is 1. */
    static Tensor of(double drop, Shape shape, Step step) {
        double keep = 1 - drop;
        return step.uniform(shape).lt(keep).select(1 / keep, 0);
    }
}

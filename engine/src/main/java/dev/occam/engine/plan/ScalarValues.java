package dev.occam.engine.plan;

import dev.occam.tensor.Tensor;

/** The numbers of a step. */
@FunctionalInterface
public interface ScalarValues {
    /** The value of a scalar tensor; allocates nothing. */
    double of(Tensor scalar);
}

package dev.occam.regularizer;

import dev.occam.tensor.Tensor;

/** The proximal step of the absolute value. */
final class SoftThreshold {
    private SoftThreshold() {}

    /**
     * sign(v)·max(|v| − t, 0), written as v minus v clamped to ±t: the same values, exactly 0 where |v| ≤ t, in three
     * operations.
     */
    static Tensor of(Tensor v, Tensor t) {
        return v.sub(v.max(t.neg()).min(t));
    }
}

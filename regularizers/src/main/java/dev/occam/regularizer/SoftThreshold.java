package dev.occam.regularizer;

import dev.occam.tensor.Tensor;

/** The proximal step of the absolute value. */
final class SoftThreshold {
    private SoftThreshold() {}

    /**
     * sign(v)·max(|v| − t, 0), written as max(v − t, 0) + min(v + t, 0) with the halves of x ± |x| for maximum and minimum: the
     * same values, exactly 0 where |v| ≤ t. Of Java's own, which treat −0 and NaN apart, each takes a processor six
     * instructions.
     */
    static Tensor of(Tensor v, Tensor t) {
        Tensor above = v.sub(t);
        Tensor below = v.add(t);
        return above.add(above.abs()).add(below.sub(below.abs())).mul(0.5);
    }
}

package dev.occam.engine.builtin;

import dev.occam.tensor.Tensor;

/** Keeps squares of gradients out of the subnormal numbers, on which a processor takes about ten times as long. */
final class SquaredGradient {
    /** The root of 2⁻¹²⁵: its square is still normal, and so small that it leaves a slot at 0. */
    private static final double SMALLEST = Math.sqrt(0x1p-125);

    private SquaredGradient() {}

    /** The size of a gradient, such that {@code share} times its square is not subnormal; zero counts as tiny. */
    static Tensor size(Tensor gradient, double share) {
        return gradient.abs().max(SMALLEST / Math.sqrt(share));
    }
}

package dev.occam.engine.builtin;

import dev.occam.plugin.Require;

/** What both pooling layers allow. */
final class PoolOptions {
    private PoolOptions() {}

    /** Every window has to hold a pixel of the image: so padding is at most half of its size. */
    static void check(int size, int stride, int padding) {
        Require.atLeastOne("size", size);
        Require.that(stride >= 0, "stride", "a whole number >= 0", stride);
        Require.that(
                padding >= 0 && padding <= size / 2,
                "padding",
                "a whole number >= 0 and at most half of size=" + size,
                padding);
    }
}

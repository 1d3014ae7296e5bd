package dev.occam.cpu;

import dev.occam.device.Philox;

final class PhiloxFill {
    private PhiloxFill() {}

    static void fill(long seed, int site, long step, long first, float[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
            target[offset + i] = Philox.uniform(seed, site, step, first + i);
        }
    }
}

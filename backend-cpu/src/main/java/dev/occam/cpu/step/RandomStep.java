package dev.occam.cpu.step;

import dev.occam.cpu.kernel.Philox;
import dev.occam.device.Arguments;
import java.util.Arrays;

/** Uniform random numbers of the elements that an affine numbers. */
public record RandomStep(int site, Walker walker, int target) implements Step {
    private static final int BLOCK_BITS = 6;

    @Override
    public void run(Block block) {
        float[] values = block.registers[target];
        Arguments arguments = block.arguments;
        long key = arguments.seed() ^ (long) site << 32;
        int runs = walker.runs(block);
        int step = walker.walk().step();
        for (int run = 0; run < runs; run++) {
            int first = block.runs[3 * run];
            int length = block.runs[3 * run + 1];
            int element = block.runs[3 * run + 2];
            if (step == 1) {
                Philox.fill(values, first, element, length, key, arguments.step());
                continue;
            }
            if (step == 0) {
                fillOne(values, first, element, key, arguments.step());
                Arrays.fill(values, first, first + length, values[first]);
                continue;
            }
            for (int i = 0; i < length; i++) {
                fillOne(values, first + i, element + i * step, key, arguments.step());
            }
        }
    }

    private static void fillOne(float[] values, int at, int element, long key, long step) {
        int within = element & (Philox.BLOCK - 1);
        int lane = within & (Philox.LANES - 1);
        long counter = (element >>> BLOCK_BITS) * (long) Philox.LANES + lane;
        Philox.fillLane(values, at - within + lane, at, at + 1, counter, key, step);
    }
}

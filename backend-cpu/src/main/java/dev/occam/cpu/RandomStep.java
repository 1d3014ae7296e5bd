package dev.occam.cpu;

import dev.occam.device.Arguments;
import java.util.Arrays;

/** Uniform random numbers of the elements that an affine numbers. */
record RandomStep(int site, Walker walker, int target) implements Step {
    @Override
    public void run(Block block) {
        float[] values = block.registers[target];
        Arguments arguments = block.arguments;
        int runs = walker.runs(block);
        int step = walker.walk().step();
        for (int run = 0; run < runs; run++) {
            int first = block.runs[3 * run];
            int length = block.runs[3 * run + 1];
            int element = block.runs[3 * run + 2];
            if (step == 1) {
                PhiloxFill.fill(arguments.seed(), site, arguments.step(), element, values, first, length);
                continue;
            }
            for (int i = 0; i < (step == 0 ? 1 : length); i++) {
                PhiloxFill.fill(
                        arguments.seed(), site, arguments.step(), element + (long) i * step, values, first + i, 1);
            }
            if (step == 0) {
                Arrays.fill(values, first, first + length, values[first]);
            }
        }
    }
}

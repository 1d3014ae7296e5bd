package dev.occam.cpu.step;

import dev.occam.cpu.kernel.RunCopy;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorWidth;

/** Copies a register to where a view shows it in a buffer. */
public record StoreStep(int buffer, Walker walker, int source) implements Step {
    private static final int SHORT = 24;
    private static final int LONGEST_VECTOR_RUN = 256;

    @Override
    public void run(Block block) {
        float[] target = block.buffers[buffer];
        float[] values = block.registers[source];
        int runs = walker.runs(block);
        int step = walker.walk().step();
        boolean vectors = step == 1 && VectorKernels.COPIES.ready();
        for (int run = 0; run < runs; run++) {
            int to = block.runs[3 * run + 2];
            int length = block.runs[3 * run + 1];
            if (vectors && length >= VectorWidth.LANES && length <= LONGEST_VECTOR_RUN) {
                RunCopy.copy(length, values, block.runs[3 * run], target, to);
            } else {
                copy(values, block.runs[3 * run], target, to, step, length);
            }
        }
    }

    private static void copy(float[] values, int from, float[] target, int to, int step, int length) {
        if (step == 1 && length > SHORT) {
            System.arraycopy(values, from, target, to, length);
            return;
        }
        for (int i = 0, at = to; i < length; i++, at += step) {
            target[at] = values[from + i];
        }
    }
}

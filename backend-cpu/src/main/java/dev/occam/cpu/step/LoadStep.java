package dev.occam.cpu.step;

import dev.occam.cpu.kernel.RunCopy;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorWidth;
import java.util.Arrays;

/** Copies what a view shows of a buffer into a register. */
public record LoadStep(int buffer, Walker walker, int target) implements Step {
    private static final int SHORT = 24;
    /** Above this a call of the library is nothing beside the copy. */
    private static final int LONGEST_VECTOR_RUN = 256;

    @Override
    public void run(Block block) {
        float[] source = block.buffers[buffer];
        float[] values = block.registers[target];
        int period = walker.period(block);
        int runs = walker.periodRuns(block, period);
        int step = walker.walk().step();
        boolean vectors = step == 1 && VectorKernels.COPIES.ready();
        for (int run = 0; run < runs; run++) {
            int from = block.runs[3 * run + 2];
            int length = block.runs[3 * run + 1];
            if (vectors && from != Walk.OUTSIDE && length >= VectorWidth.LANES && length <= LONGEST_VECTOR_RUN) {
                RunCopy.copy(length, source, from, values, block.runs[3 * run]);
            } else {
                copy(source, from, step, values, block.runs[3 * run], length);
            }
        }
        repeat(values, period, block.count(walker.level()));
    }

    static void copy(float[] source, int from, int step, float[] values, int to, int length) {
        if (from == Walk.OUTSIDE) {
            Arrays.fill(values, to, to + length, 0f);
            return;
        }
        if (step == 1 && length > SHORT) {
            System.arraycopy(source, from, values, to, length);
            return;
        }
        if (step == 0) {
            Arrays.fill(values, to, to + length, source[from]);
            return;
        }
        for (int i = 0, at = from; i < length; i++, at += step) {
            values[to + i] = source[at];
        }
    }

    /** Fills up with copies of the first {@code period} values. */
    static void repeat(float[] values, int period, int count) {
        for (int done = period; done < count; done *= 2) {
            System.arraycopy(values, 0, values, done, Math.min(done, count - done));
        }
    }
}

package dev.occam.cpu.program;

import dev.occam.cpu.loop.Fusion;
import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.loop.Path;
import dev.occam.cpu.step.Block;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A program, a pass of one, or an epilogue that goes straight through its buffers, as updates of weights do, or in runs, as
 * pooling of images does: one loop over the buffers themselves, without copies in registers, or a few one after another
 * where one would be too long.
 *
 * @param path of the loops; runs only where there is one loop
 * @param slots the arrays of the loops
 * @param stored numbers of the slots that they write
 * @param run places of a run, which all buffers are crossed in in one go
 * @param joined whether a run begins in all buffers where the one before ends
 * @param period runs that are equally far apart in all buffers
 */
public record Direct(
        Lanes lanes,
        Path path,
        List<Fusion> fusions,
        List<Slot> slots,
        Set<Integer> stored,
        int run,
        boolean joined,
        int period) {
    /** Whether the loops may be used; says how many values are wanted. */
    public boolean ready(int count) {
        boolean ready = true;
        for (int i = 0; i < fusions.size(); i++) {
            ready &= fusions.get(i).ready(count);
        }
        return ready;
    }

    /** Runs of whole vectors, at least two: shorter ones are faster copied together. */
    boolean hasLongRuns() {
        return run % lanes.count() == 0 && run >= 2 * lanes.count();
    }

    /** Runs the loops over places numbered through all runs, whole vectors of each. */
    public void run(Block block, float[][] once, int from, int to) {
        for (int at = from; at < to; ) {
            int outer = at / run;
            int first = at - outer * run;
            int count = Math.min(run - first, to - at);
            int runs = count < run ? 1 : (to - at) / run;
            runRows(block, once, outer, runs, first, count);
            at += runs * count;
        }
    }

    /** Runs the loops over a part of the inner axes, a multiple of {@link Lanes#count} places, for some rows. */
    public void runRows(Block block, float[][] once, int outer, int rows, int first, int count) {
        for (int row = 0; row < rows; ) {
            find(block, outer + row, first);
            int together = 1;
            if (path == Path.RUNS) {
                together = Math.min(rows - row, period - (outer + row) % period);
                fusions.get(0).runAll(block.arrays, once, block.offsets, block.strides, count, together);
            } else {
                loop(block, once, count);
            }
            block.productOffset += together * block.productStride;
            row += together;
        }
    }

    /** The same for one row, or for several that are {@link #joined}. */
    public void run(Block block, float[][] once, int outer, int first, int count) {
        runRows(block, once, outer, 1, first, count);
    }

    /** The same for fewer places than a vector has: through copies that are as long. */
    public void runRest(Block block, float[][] once, int outer, int first, int count) {
        find(block, outer, first);
        float[][] rests = block.rests(slots.size(), lanes.count());
        for (int i = 0; i < slots.size(); i++) {
            if (!(slots.get(i) instanceof Slot.Register)) {
                System.arraycopy(block.arrays[i], block.offsets[i], rests[i], 0, count);
                Arrays.fill(rests[i], count, lanes.count(), 1f);
                block.arrays[i] = rests[i];
                block.offsets[i] = 0;
            }
        }
        loop(block, once, lanes.count());
        for (int i = 0; i < slots.size(); i++) {
            if (stored.contains(i) && slots.get(i) instanceof Slot.Memory memory) {
                int to = memory.walk().element(outer, first);
                System.arraycopy(rests[i], 0, block.buffers[memory.buffer()], to, count);
            }
        }
    }

    private void find(Block block, int outer, int first) {
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot instanceof Slot.Memory memory) {
                block.arrays[i] = block.buffers[memory.buffer()];
                block.offsets[i] = memory.walk().element(outer, first);
                block.strides[i] = memory.walk().outerStep();
            } else if (slot instanceof Slot.Register register) {
                block.arrays[i] = block.registers[register.register()];
                block.offsets[i] = 0;
                block.strides[i] = 0;
            } else {
                block.arrays[i] = block.product;
                block.offsets[i] = block.productOffset;
                block.strides[i] = block.productStride;
            }
        }
    }

    private void loop(Block block, float[][] once, int count) {
        if (fusions.size() == 1) {
            fusions.get(0).run(block.arrays, once, block.offsets, block.strides, count);
            return;
        }
        for (int done = 0; done < count; done += Block.LENGTH) {
            int length = Math.min(Block.LENGTH, count - done);
            for (int i = 0; i < fusions.size(); i++) {
                fusions.get(i).run(block.arrays, once, block.offsets, block.strides, length);
            }
            for (int i = 0; i < slots.size(); i++) {
                block.offsets[i] += slots.get(i) instanceof Slot.Register ? 0 : length;
            }
        }
    }
}

package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Inside;
import dev.occam.cpu.kernel.RunCopy;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.device.View;
import java.util.Arrays;
import java.util.List;

/**
 * Packs an operand of several axes, or with bounds; 0 is read outside of them. Packing the windows of a convolution is its
 * im2col (Chellapilla, Puri and Simard, 2006), a block at a time and never in memory.
 *
 * <p>Both the outer index and k go in runs of equal steps, so bounds are checked once a run.
 */
public final class ViewPacker implements Packer {
    /** A loop is faster for so few values; it is at least a vector. */
    private static final int SHORT = 16;

    /** Shorter runs are packed several together. */
    private static final int SHORTEST_LINE = 32;

    private final float[] data;
    private final Runs outer;
    private final Runs inner;
    private final int[] limits;
    private final boolean hasLines;

    private ViewPacker(float[] data, View view, Runs outer, Runs inner) {
        this.data = data;
        this.outer = outer;
        this.inner = inner;
        this.limits = view.bounds().stream().mapToInt(View.Bound::size).toArray();
        this.hasLines = canShare();
    }

    /** The left operand, over [b, outer…, inner…]. */
    public static Packer left(float[] data, View view, List<Integer> space, int batch, int rowAxes) {
        JoinedView joined = JoinedView.of(view, space, 1 + rowAxes);
        int end = joined.space().size();
        return of(
                data,
                joined.view(),
                Runs.of(joined.view(), joined.space(), 1, joined.cut(), batch),
                Runs.of(joined.view(), joined.space(), joined.cut(), end));
    }

    /** The right operand, over [b, inner…, outer…]. */
    public static Packer right(float[] data, View view, List<Integer> space, int batch, int innerAxes) {
        JoinedView joined = JoinedView.of(view, space, 1 + innerAxes);
        int end = joined.space().size();
        return of(
                data,
                joined.view(),
                Runs.of(joined.view(), joined.space(), joined.cut(), end),
                Runs.of(joined.view(), joined.space(), 1, joined.cut(), batch));
    }

    private static Packer of(float[] data, View view, Runs outer, Runs inner) {
        if (outer.isOne() && inner.isOne()) {
            return new Strided(data, outer.elements()[0] + inner.elements()[0], outer.step(), inner.step());
        }
        return new ViewPacker(data, view, outer, inner);
    }

    /** Whether neighbours of k, rather than of the outer index, lie next to each other. */
    boolean isAlongDepth() {
        return inner.step() == 1 || outer.step() != 1;
    }

    /** Whether the windows of neighbouring outer indices overlap in long runs, and are inside of bounds in the same places. */
    boolean hasLines() {
        return hasLines;
    }

    /** Number of neighbours along k. */
    int runLength() {
        return inner.length();
    }

    /** Values that {@link #packLines} writes at most. */
    int linesLength(int count, int depth) {
        return count * Math.max(depth, hasLines ? outer.step() : 0);
    }

    private boolean canShare() {
        if (inner.step() != 1 || inner.length() < SHORTEST_LINE || outer.step() < 0 || outer.step() > inner.length()) {
            return false;
        }
        for (int g = 0; g < limits.length; g++) {
            if (outer.guardSteps()[g] != outer.step() * inner.guardSteps()[g]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Copies outer indices {@code first …} such that k is a run of neighbours: element (outer, k) goes to
     * {@code rows[outer−first] + k−firstDepth}. What windows share is copied once. With lines, the part of k lies in one run.
     */
    void packLines(int first, int count, int firstDepth, int depth, float[] target, int[] rows) {
        if (depth == 0) {
            Arrays.fill(rows, 0, count, 0);
            return;
        }
        boolean vectors = VectorKernels.MATMUL.ready();
        if (!hasLines) {
            for (int row = 0; row < count; row++) {
                rows[row] = row * depth;
                packLine(first + row, firstDepth, depth, target, row * depth, 1, vectors);
            }
            return;
        }
        int run = firstDepth / inner.length();
        int start = firstDepth - run * inner.length();
        int to = 0;
        for (int done = 0; done < count; ) {
            int row = (first + done) / outer.length();
            int within = first + done - row * outer.length();
            int windows = Math.min(count - done, outer.length() - within);
            int reach = (windows - 1) * outer.step() + depth;
            int end = start + reach;
            int element = outer.elements()[row] + within * outer.step() + inner.elements()[run];
            if (isInside(row, within, run, start, end - 1)) {
                copy(element + start, reach, target, to, 1, vectors);
            } else {
                packClippedLine(row, within, run, element, start, end, target, to - start, 1);
            }
            for (int i = 0; i < windows; i++) {
                rows[done + i] = to + i * outer.step();
            }
            to += reach;
            done += windows;
        }
    }

    @Override
    public void pack(int first, int count, int width, int firstDepth, int depth, float[] target, int targetOffset) {
        if (depth == 0) {
            return;
        }
        boolean vectors = VectorKernels.MATMUL.ready();
        int panel = targetOffset;
        for (int done = 0; done < count; done += width) {
            int valid = Math.min(width, count - done);
            if (valid < width) {
                Arrays.fill(target, panel, panel + width * depth, 0f);
            }
            if (outer.step() == 1 && width > 1) {
                packPanel(first + done, valid, width, firstDepth, depth, target, panel, vectors);
            } else {
                for (int i = 0; i < valid; i++) {
                    packLine(first + done + i, firstDepth, depth, target, panel + i, width, vectors);
                }
            }
            panel += width * depth;
        }
    }

    /** One outer index: its runs along k, with this distance between neighbours in the target. */
    private void packLine(int index, int firstDepth, int depth, float[] target, int to, int toStep, boolean vectors) {
        int row = index / outer.length();
        int within = index - row * outer.length();
        int element = outer.elements()[row] + within * outer.step();
        int length = inner.length();
        int run = firstDepth / length;
        int start = firstDepth - run * length;
        int done = 0;
        while (done < depth) {
            int end = Math.min(length, start + depth - done);
            int from = element + inner.elements()[run];
            int at = to + (done - start) * toStep;
            if (isInside(row, within, run, start, end - 1)) {
                copy(from + start * inner.step(), end - start, target, at + start * toStep, toStep, vectors);
            } else {
                packClippedLine(row, within, run, from, start, end, target, at, toStep);
            }
            done += end - start;
            start = 0;
            run++;
        }
    }

    private boolean isInside(int row, int within, int run, int first, int last) {
        for (int g = 0; g < limits.length; g++) {
            int value = outer.guards()[g][row] + within * outer.guardSteps()[g] + inner.guards()[g][run];
            int step = inner.guardSteps()[g];
            if (!isInside(value + first * step, limits[g]) || !isInside(value + last * step, limits[g])) {
                return false;
            }
        }
        return true;
    }

    private void packClippedLine(
            int row, int within, int run, int from, int start, int end, float[] target, int at, int toStep) {
        int low = start;
        int high = end;
        for (int g = 0; g < limits.length; g++) {
            int value = outer.guards()[g][row] + within * outer.guardSteps()[g] + inner.guards()[g][run];
            low = Math.max(low, Inside.first(value, inner.guardSteps()[g], limits[g]));
            high = Math.min(high, Inside.end(value, inner.guardSteps()[g], limits[g]));
        }
        low = Math.min(low, end);
        high = Math.max(low, high);
        for (int i = start; i < low; i++) {
            target[at + i * toStep] = 0f;
        }
        copy(from + low * inner.step(), high - low, target, at + low * toStep, toStep, false);
        for (int i = high; i < end; i++) {
            target[at + i * toStep] = 0f;
        }
    }

    private static boolean isInside(int value, int limit) {
        return Integer.compareUnsigned(value, limit) < 0;
    }

    private void copy(int from, int count, float[] target, int to, int toStep, boolean vectors) {
        int step = inner.step();
        if (step == 1 && toStep == 1 && count > SHORT) {
            if (vectors) {
                RunCopy.copy(count, data, from, target, to);
            } else {
                System.arraycopy(data, from, target, to, count);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            target[to + i * toStep] = data[from + i * step];
        }
    }

    /** A panel whose outer indices lie next to each other: the part of it in each run of them, for all k. */
    private void packPanel(
            int first, int count, int width, int firstDepth, int depth, float[] target, int panel, boolean vectors) {
        int done = 0;
        while (done < count) {
            int row = (first + done) / outer.length();
            int start = first + done - row * outer.length();
            int part = Math.min(count - done, outer.length() - start);
            int length = inner.length();
            int run = firstDepth / length;
            int k = firstDepth - run * length;
            int to = panel + done;
            int rest = depth;
            while (rest > 0) {
                int steps = Math.min(rest, length - k);
                packPiece(row, start, part, run, k, steps, width, target, to, vectors);
                to += steps * width;
                rest -= steps;
                k = 0;
                run++;
            }
            done += part;
        }
    }

    /** Part of a run of outer indices, for part of a run of k; where no bound is near, without looking at bounds. */
    private void packPiece(
            int row,
            int start,
            int part,
            int run,
            int firstK,
            int steps,
            int width,
            float[] target,
            int to,
            boolean vectors) {
        int low = 0;
        int high = steps;
        for (int g = 0; g < limits.length; g++) {
            int step = inner.guardSteps()[g];
            int value = guard(g, row, start, run, firstK);
            int last = value + (part - 1) * outer.guardSteps()[g];
            low = Math.max(low, Math.max(Inside.first(value, step, limits[g]), Inside.first(last, step, limits[g])));
            high = Math.min(high, Math.min(Inside.end(value, step, limits[g]), Inside.end(last, step, limits[g])));
        }
        low = Math.min(low, steps);
        high = Math.max(low, high);
        int element = outer.elements()[row] + start + inner.elements()[run] + firstK * inner.step();
        for (int k = 0; k < low; k++) {
            packClipped(row, start, part, run, firstK + k, element + k * inner.step(), target, to + k * width);
        }
        int from = element + low * inner.step();
        int count = high - low;
        if (vectors) {
            RunCopy.copy(count, part, data, from, inner.step(), target, to + low * width, width);
        } else {
            for (int k = 0; k < count; k++) {
                System.arraycopy(data, from + k * inner.step(), target, to + (low + k) * width, part);
            }
        }
        for (int k = high; k < steps; k++) {
            packClipped(row, start, part, run, firstK + k, element + k * inner.step(), target, to + k * width);
        }
    }

    private void packClipped(int row, int start, int part, int run, int k, int element, float[] target, int to) {
        int low = 0;
        int high = part;
        for (int g = 0; g < limits.length; g++) {
            int value = guard(g, row, start, run, k);
            low = Math.max(low, Inside.first(value, outer.guardSteps()[g], limits[g]));
            high = Math.min(high, Inside.end(value, outer.guardSteps()[g], limits[g]));
        }
        low = Math.min(low, part);
        high = Math.max(low, high);
        for (int i = 0; i < low; i++) {
            target[to + i] = 0f;
        }
        for (int i = low; i < high; i++) {
            target[to + i] = data[element + i];
        }
        for (int i = high; i < part; i++) {
            target[to + i] = 0f;
        }
    }

    private int guard(int g, int row, int start, int run, int k) {
        return outer.guards()[g][row]
                + start * outer.guardSteps()[g]
                + inner.guards()[g][run]
                + k * inner.guardSteps()[g];
    }
}

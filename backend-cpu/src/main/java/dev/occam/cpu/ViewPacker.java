package dev.occam.cpu;

import dev.occam.device.View;
import java.util.Arrays;
import java.util.List;

/**
 * Packs an operand of several axes, or with bounds; 0 is read outside of them. Packing the windows of a convolution is its
 * im2col (Chellapilla, Puri and Simard, 2006), a block at a time and never in memory.
 *
 * <p>Both the outer index and k go in runs of equal steps, so bounds are checked once a run.
 */
final class ViewPacker implements Packer {
    /** A loop is faster for so few values; it is at least a vector. */
    private static final int SHORT = 16;

    private final float[] data;
    private final Runs outer;
    private final Runs inner;
    private final int[] limits;

    private ViewPacker(float[] data, View view, Runs outer, Runs inner) {
        this.data = data;
        this.outer = outer;
        this.inner = inner;
        this.limits = view.bounds().stream().mapToInt(View.Bound::size).toArray();
    }

    /** The left operand, over [b, outer…, inner…]. */
    static Packer left(float[] data, View view, List<Integer> space, int batch, int rowAxes) {
        int end = 1 + rowAxes;
        return of(data, view, Runs.of(view, space, 1, end, batch), Runs.of(view, space, end, space.size()));
    }

    /** The right operand, over [b, inner…, outer…]. */
    static Packer right(float[] data, View view, List<Integer> space, int batch, int innerAxes) {
        int end = 1 + innerAxes;
        return of(data, view, Runs.of(view, space, end, space.size()), Runs.of(view, space, 1, end, batch));
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

    /** Copies outer indices {@code first …} row by row: element (outer, k) to {@code (outer−first)·depth + k−firstDepth}. */
    void packRows(int first, int count, int firstDepth, int depth, float[] target, int targetOffset) {
        if (depth == 0) {
            return;
        }
        boolean vectors = VectorKernels.MATMUL.ready();
        for (int row = 0; row < count; row++) {
            packLine(first + row, firstDepth, depth, target, targetOffset + row * depth, 1, vectors);
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

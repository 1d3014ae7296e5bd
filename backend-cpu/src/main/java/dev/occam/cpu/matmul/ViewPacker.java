package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Inside;
import dev.occam.cpu.kernel.RunCopy;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.device.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    private final boolean isSideBySide;
    private final ViewPacker turned;
    /** Made when first asked for: there are none without the Vector API. */
    private volatile Optional<WindowTiles> tiles = Optional.empty();

    private ViewPacker(float[] data, View view, Runs outer, Runs inner) {
        this.data = data;
        this.outer = outer;
        this.inner = inner;
        this.limits = view.bounds().stream().mapToInt(View.Bound::size).toArray();
        this.hasLines = inner.length() >= SHORTEST_LINE && overlap();
        this.isSideBySide = areLinesLong() && overlap();
        this.turned = new ViewPacker(this);
    }

    private ViewPacker(ViewPacker other) {
        data = other.data;
        outer = other.inner;
        inner = other.outer;
        limits = other.limits;
        hasLines = inner.length() >= SHORTEST_LINE && overlap();
        isSideBySide = areLinesLong() && overlap();
        turned = other;
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

    /** Whether to copy neighbours of k, rather than of the outer index: those that lie next to each other in longer runs. */
    boolean isAlongDepth() {
        return outer.step() != 1 || inner.step() == 1 && inner.length() >= Math.min(outer.length(), SHORTEST_LINE);
    }

    /** Whether the windows of neighbouring outer indices overlap in long runs, and are inside of bounds in the same places. */
    boolean hasLines() {
        return hasLines;
    }

    /** Whether windows lie side by side, and there are tiles for them, ready to be used, that are worth it. */
    boolean hasTiles(int columns) {
        return isSideBySide && (!hasLines || tiles().areWorthwhile()) && tiles().areReady(columns);
    }

    /** The tiles of windows side by side. */
    WindowTiles tiles() {
        if (tiles.isEmpty()) {
            tiles = Optional.of(WindowTiles.of(outer.length(), outer.step()));
        }
        return tiles.orElseThrow();
    }

    /** The same with outer index and k in each other's place. */
    ViewPacker turned() {
        return turned;
    }

    /** Number of neighbours along k. */
    int runLength() {
        return inner.length();
    }

    /** Runs of neighbours along k. */
    int runs() {
        return inner.elements().length;
    }

    /** How far apart neighbouring windows start. */
    int windowStep() {
        return outer.step();
    }

    int rowOf(int window) {
        return window / outer.length();
    }

    /** The place of a window in its row. */
    int placeOf(int window) {
        return window % outer.length();
    }

    /** Windows from this one to the end of its row, or as many as there are. */
    int windowsInRow(int first, int count) {
        return Math.min(count, outer.length() - placeOf(first));
    }

    /** So many of the next windows that a block of at most {@code most} ends with a row, if it can. */
    int windowsInBlock(int first, int most, int count) {
        if (count <= most) {
            return count;
        }
        int whole = most - placeOf(first + most);
        return whole > 0 ? whole : most;
    }

    /** Values that {@link #copyLine} writes at most for one run of these windows. */
    int lineLengths(int first, int count) {
        int rows = rowOf(first + count - 1) - rowOf(first) + 1;
        return count * outer.step() + rows * inner.length();
    }

    /** Whether two runs, each of a row of windows, are the same values. */
    boolean isSameLine(int row, int run, int otherRow, int otherRun) {
        boolean same = outer.elements()[row] + inner.elements()[run]
                == outer.elements()[otherRow] + inner.elements()[otherRun];
        for (int g = 0; g < limits.length; g++) {
            same &= outer.guards()[g][row] + inner.guards()[g][run]
                    == outer.guards()[g][otherRow] + inner.guards()[g][otherRun];
        }
        return same;
    }

    /** Copies what neighbouring windows of a row have in a run, each value once; says how many. */
    int copyLine(int row, int within, int windows, int run, float[] target, int to) {
        int length = (windows - 1) * outer.step() + inner.length();
        int element = outer.elements()[row] + within * outer.step() + inner.elements()[run];
        if (isInside(row, within, run, 0, length - 1)) {
            System.arraycopy(data, element, target, to, length);
        } else {
            packClippedLine(row, within, run, element, 0, length, target, to, 1);
        }
        return length;
    }

    private boolean areLinesLong() {
        int step = outer.step();
        return step > 0
                && step <= WindowTiles.MOST_DISTANCE
                && outer.length() >= WindowTiles.FEWEST_ROWS
                && (outer.length() - 1) * step + inner.length() >= SHORTEST_LINE;
    }

    /** Whether neighbouring outer indices are windows of one line, inside of bounds in the same places. */
    private boolean overlap() {
        if (inner.step() != 1 || outer.step() < 0 || outer.step() > inner.length()) {
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
     * {@code (outer−first)·depth + k−firstDepth}.
     */
    void packLines(int first, int count, int firstDepth, int depth, float[] target) {
        if (depth == 0) {
            return;
        }
        boolean vectors = VectorKernels.MATMUL.ready();
        for (int row = 0; row < count; row++) {
            packLine(first + row, firstDepth, depth, target, row * depth, 1, vectors);
        }
    }

    /**
     * Copies outer indices {@code first …} such that they are runs of neighbours: element (outer, k) goes to
     * {@code target[(k−firstDepth)·width + outer−first]}. Between the last of them and {@code end} there are zeros.
     */
    void packColumns(int first, int count, int end, int width, int firstDepth, int depth, float[] target) {
        if (depth == 0) {
            return;
        }
        packPanel(first, count, width, firstDepth, depth, target, 0, VectorKernels.MATMUL.ready());
        if (count < end) {
            for (int k = 0; k < depth; k++) {
                Arrays.fill(target, k * width + count, k * width + end, 0f);
            }
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
        clear(target, at + start * toStep, low - start, toStep);
        copy(from + low * inner.step(), high - low, target, at + low * toStep, toStep, false);
        clear(target, at + high * toStep, end - high, toStep);
    }

    private static void clear(float[] target, int from, int count, int step) {
        if (step == 1) {
            Arrays.fill(target, from, from + count, 0f);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[from + i * step] = 0f;
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
            int reach = (steps - 1) * step;
            if (isInside(value, limits[g])
                    && isInside(last, limits[g])
                    && isInside(value + reach, limits[g])
                    && isInside(last + reach, limits[g])) {
                continue;
            }
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
        Arrays.fill(target, to, to + low, 0f);
        if (low < high) {
            System.arraycopy(data, element + low, target, to + low, high - low);
        }
        Arrays.fill(target, to + high, to + part, 0f);
    }

    private int guard(int g, int row, int start, int run, int k) {
        return outer.guards()[g][row]
                + start * outer.guardSteps()[g]
                + inner.guards()[g][run]
                + k * inner.guardSteps()[g];
    }
}

package dev.occam.cpu.step;

import dev.occam.cpu.kernel.Inside;
import dev.occam.device.Affine;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a view crosses a block: cut into runs of equal steps in the buffer, so that bounds are checked once a run.
 *
 * <p>Axes of size 1 are dropped, and neighbours that every affine of the view crosses in one step are merged.
 */
public final class Walk {
    /** The most axes that a space may have. */
    public static final int MOST_AXES = 32;

    /** The element of a run outside of the view's bounds. */
    static final int OUTSIDE = Integer.MIN_VALUE;

    private final Axes outer;
    private final Axes inner;
    private final int[] start;
    private final int[] limit;
    private final int innerTotal;
    private final boolean joined;
    private final boolean outerStill;
    private final int innerPeriod;

    /**
     * One group of axes.
     *
     * @param sizes their sizes
     * @param strides for the element and then for each bound: the stride along each axis
     */
    private record Axes(int[] sizes, int[][] strides) {
        static Axes of(List<Affine> affines, List<Integer> space, List<Integer> axes) {
            List<Integer> sizes = new ArrayList<>();
            List<int[]> columns = new ArrayList<>();
            for (int axis : axes) {
                int size = space.get(axis);
                if (size == 1) {
                    continue;
                }
                int[] column = affines.stream()
                        .mapToInt(affine -> affine.strides().get(axis))
                        .toArray();
                int last = sizes.size() - 1;
                if (last >= 0 && continues(columns.get(last), column, size)) {
                    sizes.set(last, sizes.get(last) * size);
                    columns.set(last, column);
                } else {
                    sizes.add(size);
                    columns.add(column);
                }
            }
            if (sizes.isEmpty()) {
                sizes.add(1);
                columns.add(new int[affines.size()]);
            }
            int[][] strides = new int[affines.size()][sizes.size()];
            for (int i = 0; i < affines.size(); i++) {
                for (int axis = 0; axis < sizes.size(); axis++) {
                    strides[i][axis] = columns.get(axis)[i];
                }
            }
            return new Axes(sizes.stream().mapToInt(size -> size).toArray(), strides);
        }

        private static boolean continues(int[] before, int[] column, int size) {
            for (int i = 0; i < column.length; i++) {
                if (before[i] != column[i] * size) {
                    return false;
                }
            }
            return true;
        }

        int totalFrom(int first) {
            int total = 1;
            for (int axis = first; axis < sizes.length; axis++) {
                total *= sizes[axis];
            }
            return total;
        }

        int last() {
            return sizes.length - 1;
        }

        boolean isStill(int axis) {
            for (int[] stride : strides) {
                if (stride[axis] != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private Walk(List<Affine> affines, List<View.Bound> bounds, Axes outer, Axes inner) {
        this.outer = outer;
        this.inner = inner;
        this.start = affines.stream().mapToInt(Affine::offset).toArray();
        this.limit = bounds.stream().mapToInt(View.Bound::size).toArray();
        this.innerTotal = inner.totalFrom(0);
        this.joined = limit.length == 0
                && outer.sizes.length == 1
                && inner.sizes.length == 1
                && outer.strides[0][0] == inner.strides[0][0] * innerTotal;
        this.outerStill = outer.sizes.length == 1 && outer.isStill(0);
        this.innerPeriod = inner.sizes.length > 1 && inner.isStill(0) ? inner.totalFrom(1) : innerTotal;
    }

    /** A view over these axes of a space, outermost first. */
    public static Walk of(View view, List<Integer> space, List<Integer> outerAxes, List<Integer> innerAxes) {
        List<Affine> affines = new ArrayList<>();
        affines.add(view.element());
        view.bounds().forEach(bound -> affines.add(bound.value()));
        return new Walk(affines, view.bounds(), Axes.of(affines, space, outerAxes), Axes.of(affines, space, innerAxes));
    }

    /** Distance in the buffer between neighbours of a run. */
    int step() {
        return inner.strides[0][inner.last()];
    }

    /** Whether the inner coordinates are one run of neighbours. */
    public boolean isStraight() {
        return limit.length == 0 && inner.sizes.length == 1 && step() == 1;
    }

    /** Whether two straight walks are always at the same place in their buffers. */
    public boolean isBeside(Walk other) {
        return start[0] == other.start[0]
                && Arrays.equals(outer.sizes, other.outer.sizes)
                && Arrays.equals(outer.strides[0], other.outer.strides[0]);
    }

    /** Where a straight walk is in the buffer. */
    public int element(int outerAt, int innerAt) {
        int element = start[0] + innerAt;
        int rest = outerAt;
        for (int axis = outer.last(); axis > 0; axis--) {
            element += rest % outer.sizes[axis] * outer.strides[0][axis];
            rest /= outer.sizes[axis];
        }
        return element + rest * outer.strides[0][0];
    }

    /** Outer coordinates that follow each other in equal steps, until an axis further out goes on. */
    public int outerRun() {
        return outer.sizes[outer.last()];
    }

    /** Distance in the buffer between outer coordinates of such a run. */
    public int outerStep() {
        return outer.strides[0][outer.last()];
    }

    /** Whether a straight walk goes on where it ended in the row before, with rows of this length. */
    public boolean isJoined(int length) {
        return joined && innerTotal == length;
    }

    int guardCount() {
        return limit.length;
    }

    /** After how many coordinates of a block its values repeat; all of them if they do not. */
    int period(int outerCount, int innerCount) {
        if (outerCount > 1) {
            return outerStill ? innerCount : outerCount * innerCount;
        }
        return Math.min(innerPeriod, innerCount);
    }

    /**
     * Cuts a block into runs.
     *
     * @return the number of runs; run r is at {@code block.runs[3r..]}: first value of the block, length, first element
     */
    int runs(Block block, int outerFirst, int outerCount, int innerFirst, int innerCount) {
        if (innerCount == 0 || outerCount == 0) {
            return 0;
        }
        if (joined && innerCount == innerTotal) {
            return add(block.runs, 0, 0, outerCount * innerCount, start[0] + outerFirst * outer.strides[0][0]);
        }
        int runs = 0;
        for (int o = 0; o < outerCount; o++) {
            int element = start[0];
            for (int g = 0; g < limit.length; g++) {
                block.guards[g] = start[1 + g];
            }
            int rest = outerFirst + o;
            for (int axis = outer.last(); axis >= 0; axis--) {
                int at = rest % outer.sizes[axis];
                rest /= outer.sizes[axis];
                element += at * outer.strides[0][axis];
                for (int g = 0; g < limit.length; g++) {
                    block.guards[g] += at * outer.strides[1 + g][axis];
                }
            }
            runs = innerRuns(block, element, o * innerCount, innerFirst, innerCount, runs);
        }
        return runs;
    }

    private int innerRuns(Block block, int outerElement, int to, int first, int count, int found) {
        int last = inner.last();
        int[] sizes = inner.sizes;
        int[] at = block.coordinates;
        int element = outerElement;
        int rest = first;
        for (int axis = last; axis >= 0; axis--) {
            at[axis] = rest % sizes[axis];
            rest /= sizes[axis];
            element += at[axis] * inner.strides[0][axis];
            for (int g = 0; g < limit.length; g++) {
                block.guards[g] += at[axis] * inner.strides[1 + g][axis];
            }
        }
        int runs = found;
        int done = 0;
        while (true) {
            int length = Math.min(sizes[last] - at[last], count - done);
            runs = limit.length == 0
                    ? add(block.runs, runs, to + done, length, element)
                    : guardedRuns(block, runs, to + done, length, element);
            done += length;
            if (done == count) {
                return runs;
            }
            element += advance(block, length);
        }
    }

    /** Moves to the next run; returns by how much the element changes. */
    private int advance(Block block, int length) {
        int[] at = block.coordinates;
        int axis = inner.last();
        int moved = move(block, axis, length);
        at[axis] += length;
        while (axis > 0 && at[axis] == inner.sizes[axis]) {
            moved += move(block, axis, -at[axis]);
            at[axis] = 0;
            axis--;
            at[axis]++;
            moved += move(block, axis, 1);
        }
        return moved;
    }

    private int move(Block block, int axis, int steps) {
        for (int g = 0; g < limit.length; g++) {
            block.guards[g] += steps * inner.strides[1 + g][axis];
        }
        return steps * inner.strides[0][axis];
    }

    private int guardedRuns(Block block, int found, int to, int length, int element) {
        int low = 0;
        int high = length;
        for (int g = 0; g < limit.length; g++) {
            int stride = inner.strides[1 + g][inner.last()];
            int value = block.guards[g];
            low = Math.max(low, Inside.first(value, stride, limit[g]));
            high = Math.min(high, Inside.end(value, stride, limit[g]));
        }
        if (low >= high) {
            return add(block.runs, found, to, length, OUTSIDE);
        }
        int runs = found;
        if (low > 0) {
            runs = add(block.runs, runs, to, low, OUTSIDE);
        }
        runs = add(block.runs, runs, to + low, high - low, element + low * step());
        return high < length ? add(block.runs, runs, to + high, length - high, OUTSIDE) : runs;
    }

    private static int add(int[] runs, int index, int first, int length, int element) {
        runs[3 * index] = first;
        runs[3 * index + 1] = length;
        runs[3 * index + 2] = element;
        return index + 1;
    }
}

package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.RunCopy;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorWidth;
import java.util.Arrays;

/** An operand with any strides, 0 too: (outer, k) is at {@code data[offset + outer*outerStride + k*depthStride]}. */
record Strided(float[] data, int offset, int outerStride, int depthStride) implements Packer {
    private static final int GROUP = 8;

    /** The left operand: element (i, k) at {@code data[offset + i*rowStride + k*columnStride]}. */
    public static Strided left(float[] data, int offset, int rowStride, int columnStride) {
        return new Strided(data, offset, rowStride, columnStride);
    }

    /** The right operand: element (k, j) at {@code data[offset + k*rowStride + j*columnStride]}. */
    public static Strided right(float[] data, int offset, int rowStride, int columnStride) {
        return new Strided(data, offset, columnStride, rowStride);
    }

    int index(int outer, int k) {
        return offset + outer * outerStride + k * depthStride;
    }

    /** Whether neighbours lie along k: a right operand is transposed to be packed. */
    boolean isTransposed() {
        return depthStride == 1 && outerStride != 1;
    }

    /** How far apart the first and the last of {@code depth} steps of k are. */
    long span(int depth) {
        return Math.abs((long) depth * depthStride);
    }

    /**
     * Copies outer indices {@code first …}, which lie next to each other, such that element (outer, k) goes to
     * {@code target[at + (k−firstDepth)·width + outer−first]}.
     */
    void packColumns(int first, int count, int width, int firstDepth, int depth, float[] target, int at) {
        copyRuns(index(first, firstDepth), count, width, depth, target, at);
    }

    @Override
    public void pack(int first, int count, int width, int firstDepth, int depth, float[] target, int targetOffset) {
        int panel = targetOffset;
        for (int done = 0; done < count; done += width) {
            packPanel(first + done, Math.min(width, count - done), width, firstDepth, depth, target, panel);
            panel += width * depth;
        }
    }

    private void packPanel(int first, int count, int width, int firstDepth, int depth, float[] target, int panel) {
        if (outerStride == 1 && count > 1 && (count > GROUP || width >= VectorWidth.LANES)) {
            copyPanel(index(first, firstDepth), count, width, depth, target, panel);
            return;
        }
        if (count < width) {
            Arrays.fill(target, panel, panel + width * depth, 0f);
        }
        if (depthStride == 1
                && count >= VectorWidth.LANES
                && depth >= VectorWidth.LANES
                && VectorKernels.MATMUL.ready()
                && Transposer.isWorthwhile()) {
            transpose(first, count, width, firstDepth, depth, target, panel);
            return;
        }
        int column = 0;
        for (; column + GROUP <= count; column += GROUP) {
            packGroup(index(first + column, firstDepth), width, depth, target, panel + column);
        }
        for (; column < count; column++) {
            packColumn(index(first + column, firstDepth), width, depth, target, panel + column);
        }
    }

    /** A vector of outer indices at a time; the last may overlap those before. */
    private void transpose(int first, int count, int width, int firstDepth, int depth, float[] target, int panel) {
        int lanes = VectorWidth.LANES;
        for (int done = 0; done < count; done += lanes) {
            int column = Math.min(done, count - lanes);
            int from = index(first + column, firstDepth);
            Transposer.transpose(depth, data, from, outerStride, target, panel + column, width);
        }
    }

    /** Whole vectors, with what lies behind a short run, as far as the array reaches. */
    private void copyPanel(int from, int count, int width, int depth, float[] target, int panel) {
        int whole = count == width ? depth : runsInside(from, width, depth);
        copyRuns(from, width, width, whole, target, panel);
        copyRuns(from + whole * depthStride, count, width, depth - whole, target, panel + whole * width);
    }

    /** How many of {@code depth} runs, from the first on, end within the array. */
    private int runsInside(int from, int length, int depth) {
        int room = data.length - length - from;
        if (room < 0) {
            return 0;
        }
        return depthStride > 0 ? (int) Math.min(depth, room / depthStride + 1L) : depth;
    }

    private void copyRuns(int from, int count, int width, int depth, float[] target, int panel) {
        if (VectorKernels.MATMUL.ready()) {
            RunCopy.copy(depth, count, data, from, depthStride, target, panel, width);
            return;
        }
        for (int k = 0; k < depth; k++) {
            System.arraycopy(data, from, target, panel, count);
            from += depthStride;
            panel += width;
        }
    }

    /** Eight outer indices at once: eight streams in, one out. */
    private void packGroup(int from, int width, int depth, float[] target, int to) {
        float[] source = data;
        int step = depthStride;
        int s0 = from;
        int s1 = s0 + outerStride;
        int s2 = s1 + outerStride;
        int s3 = s2 + outerStride;
        int s4 = s3 + outerStride;
        int s5 = s4 + outerStride;
        int s6 = s5 + outerStride;
        int s7 = s6 + outerStride;
        for (int k = 0, at = 0; k < depth; k++, at += step) {
            target[to] = source[s0 + at];
            target[to + 1] = source[s1 + at];
            target[to + 2] = source[s2 + at];
            target[to + 3] = source[s3 + at];
            target[to + 4] = source[s4 + at];
            target[to + 5] = source[s5 + at];
            target[to + 6] = source[s6 + at];
            target[to + 7] = source[s7 + at];
            to += width;
        }
    }

    private void packColumn(int from, int width, int depth, float[] target, int to) {
        for (int k = 0; k < depth; k++) {
            target[to] = data[from];
            from += depthStride;
            to += width;
        }
    }
}

package dev.occam.cpu.matmul;

import java.util.Arrays;

/**
 * Matmul in plain Java, for a JVM without the Vector API and until the vector kernels are compiled.
 *
 * <p>The inner loop runs over whole zero-based arrays, because C2 turns only such loops into vector code: with offsets it
 * cannot rule out that source and target overlap. Four steps of k share one load and store of C, in the order of k.
 */
final class ScalarMatmul extends BlockedMatmul {
    private static final int DEPTH_BLOCK = 128;
    private static final int COLUMN_BLOCK = 256;
    private static final int ROW_BLOCK = 64;
    private static final int SCRATCH_ROWS = 1024;

    /** The block of B, one array for each k. */
    private final float[][] right = new float[DEPTH_BLOCK][COLUMN_BLOCK];

    private final float[] packed = new float[DEPTH_BLOCK];
    private final float[] sums = new float[COLUMN_BLOCK];

    @Override
    int columnBlock(int columns) {
        return COLUMN_BLOCK;
    }

    @Override
    int rowsInScratch(int k) {
        return SCRATCH_ROWS;
    }

    @Override
    void multiplyRow(Strided a, int row, Strided b, int column, int columns, int k, float[] c, int co) {
        ScalarRowProduct.multiply(
                k,
                columns,
                a.data(),
                a.index(row, 0),
                a.depthStride(),
                b.data(),
                b.index(column, 0),
                b.outerStride(),
                b.depthStride(),
                c,
                co);
    }

    @Override
    void multiplyColumns(
            Packer a,
            Packer b,
            int k,
            int firstRow,
            int rows,
            int column,
            int columns,
            float[] c,
            int co,
            int cRow,
            Finish finish) {
        int firstDepth = 0;
        do {
            int depth = Math.min(DEPTH_BLOCK, k - firstDepth);
            for (int q = 0; q < depth; q++) {
                b.pack(column, columns, columns, firstDepth + q, 1, right[q], 0);
            }
            for (int row = 0; row < rows; row++) {
                a.pack(firstRow + row, 1, 1, firstDepth, depth, packed, 0);
                int at = co + row * cRow;
                loadSums(c, at, columns, firstDepth == 0);
                addProducts(depth, columns);
                System.arraycopy(sums, 0, c, at, columns);
                if (firstDepth + depth == k && ((row + 1) % ROW_BLOCK == 0 || row == rows - 1)) {
                    int start = row / ROW_BLOCK * ROW_BLOCK;
                    finish.accept(c, co + start * cRow, cRow, firstRow + start, row + 1 - start, column, columns);
                }
            }
            firstDepth += depth;
        } while (firstDepth < k);
    }

    private void loadSums(float[] c, int at, int columns, boolean first) {
        if (first) {
            Arrays.fill(sums, 0, columns, 0f);
            return;
        }
        System.arraycopy(c, at, sums, 0, columns);
    }

    private void addProducts(int depth, int columns) {
        int q = 0;
        for (; q + 4 <= depth; q += 4) {
            addFour(
                    columns,
                    sums,
                    packed[q],
                    right[q],
                    packed[q + 1],
                    right[q + 1],
                    packed[q + 2],
                    right[q + 2],
                    packed[q + 3],
                    right[q + 3]);
        }
        for (; q < depth; q++) {
            addOne(columns, sums, packed[q], right[q]);
        }
    }

    private static void addFour(
            int columns,
            float[] sums,
            float a0,
            float[] b0,
            float a1,
            float[] b1,
            float a2,
            float[] b2,
            float a3,
            float[] b3) {
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sums[j]))));
        }
    }

    private static void addOne(int columns, float[] sums, float a, float[] b) {
        for (int j = 0; j < columns; j++) {
            sums[j] = Math.fma(a, b[j], sums[j]);
        }
    }
}

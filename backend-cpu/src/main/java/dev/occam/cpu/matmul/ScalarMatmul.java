package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;
import java.util.Arrays;

/**
 * Matmul in plain Java, for a JVM without the Vector API and until the vector kernels are compiled.
 *
 * <p>The inner loop runs over whole zero-based arrays, because C2 turns only such loops into vector code: with offsets it
 * cannot rule out that source and target overlap. Four steps of k share one load and store of C, in the order of k.
 */
final class ScalarMatmul implements MatmulWorker {
    private static final int DEPTH_BLOCK = 128;
    private static final int COLUMN_BLOCK = 256;
    private static final int ROW_BLOCK = 64;
    private static final int SCRATCH_ROWS = 1024;

    /** The block of B, one array for each k. */
    private final float[][] right = new float[DEPTH_BLOCK][COLUMN_BLOCK];

    private final float[] packed = new float[DEPTH_BLOCK];
    private final float[] sums = new float[COLUMN_BLOCK];
    private float[] scratch = new float[0];

    @Override
    public void multiply(
            Packer a,
            Packer b,
            int k,
            int firstRow,
            int rows,
            int firstColumn,
            int columns,
            float[] c,
            int cOffset,
            int cRow,
            Finish finish) {
        if (rows == 1 && a instanceof Strided row && b instanceof Strided matrix) {
            int at = cOffset + firstRow * cRow + firstColumn;
            multiplyRow(row, firstRow, matrix, firstColumn, columns, k, c, at);
            finish.accept(c, at, cRow, firstRow, 1, firstColumn, columns);
            return;
        }
        int endColumn = firstColumn + columns;
        for (int column = firstColumn; column < endColumn; column += COLUMN_BLOCK) {
            int blockColumns = Math.min(COLUMN_BLOCK, endColumn - column);
            int at = cOffset + firstRow * cRow + column;
            multiplyColumns(a, b, k, firstRow, rows, column, blockColumns, c, at, cRow, finish);
        }
    }

    @Override
    public void multiply(
            Packer a, Packer b, int k, int firstRow, int rows, int firstColumn, int columns, Finish finish) {
        if (rows == 1 && a instanceof Strided row && b instanceof Strided matrix) {
            scratch = Scratch.atLeast(scratch, columns);
            multiplyRow(row, firstRow, matrix, firstColumn, columns, k, scratch, 0);
            finish.accept(scratch, 0, columns, firstRow, 1, firstColumn, columns);
            return;
        }
        if (columns == 1 && a instanceof Strided matrix && b instanceof Strided column) {
            scratch = Scratch.atLeast(scratch, rows);
            multiplyRow(column, firstColumn, matrix, firstRow, rows, k, scratch, 0);
            finish.accept(scratch, 0, 1, firstRow, rows, firstColumn, 1);
            return;
        }
        int endColumn = firstColumn + columns;
        for (int column = firstColumn; column < endColumn; column += COLUMN_BLOCK) {
            int blockColumns = Math.min(COLUMN_BLOCK, endColumn - column);
            for (int row = firstRow; row < firstRow + rows; row += SCRATCH_ROWS) {
                int blockRows = Math.min(SCRATCH_ROWS, firstRow + rows - row);
                scratch = Scratch.atLeast(scratch, blockRows * blockColumns);
                multiplyColumns(a, b, k, row, blockRows, column, blockColumns, scratch, 0, blockColumns, finish);
            }
        }
    }

    private static void multiplyRow(Strided a, int row, Strided b, int column, int columns, int k, float[] c, int co) {
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

    private void multiplyColumns(
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

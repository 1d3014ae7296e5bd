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

    private final LineMatmul lines = new LineMatmul(false);
    /** The block of B, one array for each k. */
    private final float[][] right = new float[DEPTH_BLOCK][COLUMN_BLOCK];

    private final float[] packed = new float[DEPTH_BLOCK];
    private final float[] sums = new float[COLUMN_BLOCK];

    @Override
    public void multiply(Product product, int firstRow, int rows, int firstColumn, int columns) {
        if (LineMatmul.suits(product, rows, columns)) {
            lines.multiply(product, firstRow, rows, firstColumn, columns);
            return;
        }
        super.multiply(product, firstRow, rows, firstColumn, columns);
    }

    @Override
    int columnsAtOnce(Product product, int rows, int column, int rest) {
        return Math.min(rest, COLUMN_BLOCK);
    }

    @Override
    int rowsAtOnce(Product product, int row, int rest) {
        return product.output().isPresent() ? rest : Math.min(rest, SCRATCH_ROWS);
    }

    @Override
    void multiplyBlock(Product product) {
        int k = product.depth();
        int columns = block.columns();
        int firstDepth = 0;
        do {
            int depth = Math.min(DEPTH_BLOCK, k - firstDepth);
            for (int q = 0; q < depth; q++) {
                product.right().pack(block.column(), columns, columns, firstDepth + q, 1, right[q], 0);
            }
            for (int row = 0; row < block.rows(); row++) {
                product.left().pack(block.row() + row, 1, 1, firstDepth, depth, packed, 0);
                loadSums(row, firstDepth == 0);
                addProducts(depth, columns);
                System.arraycopy(sums, 0, block.values(), block.at(row, 0), columns);
                if (firstDepth + depth == k) {
                    finishUpTo(row);
                }
            }
            firstDepth += depth;
        } while (firstDepth < k);
    }

    private void loadSums(int row, boolean first) {
        if (first) {
            Arrays.fill(sums, 0, block.columns(), 0f);
            return;
        }
        System.arraycopy(block.values(), block.at(row, 0), sums, 0, block.columns());
    }

    /** Some rows at once, while they are in the cache. */
    private void finishUpTo(int row) {
        if ((row + 1) % ROW_BLOCK == 0 || row == block.rows() - 1) {
            int start = row / ROW_BLOCK * ROW_BLOCK;
            block.finish(start, row + 1 - start);
        }
    }

    private void addProducts(int depth, int columns) {
        int q = 0;
        for (; q + 4 <= depth; q += 4) {
            addFour(q, columns);
        }
        for (; q < depth; q++) {
            addOne(q, columns);
        }
    }

    private void addFour(int q, int columns) {
        float[] c = sums;
        float a0 = packed[q];
        float a1 = packed[q + 1];
        float a2 = packed[q + 2];
        float a3 = packed[q + 3];
        float[] b0 = right[q];
        float[] b1 = right[q + 1];
        float[] b2 = right[q + 2];
        float[] b3 = right[q + 3];
        for (int j = 0; j < columns; j++) {
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
        }
    }

    private void addOne(int q, int columns) {
        float[] c = sums;
        float a = packed[q];
        float[] b = right[q];
        for (int j = 0; j < columns; j++) {
            c[j] = Math.fma(a, b[j], c[j]);
        }
    }
}

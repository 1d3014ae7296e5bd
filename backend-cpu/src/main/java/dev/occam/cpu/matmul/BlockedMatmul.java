package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/** What products have in common whatever their kernels: one row or column apart, the rest in blocks of columns. */
abstract class BlockedMatmul implements MatmulWorker {
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
        int most = columnBlock(columns);
        for (int column = firstColumn; column < endColumn; column += most) {
            int blockColumns = Math.min(most, endColumn - column);
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
        int rowsAtOnce = rowsInScratch(k);
        int endColumn = firstColumn + columns;
        int most = columnBlock(columns);
        for (int column = firstColumn; column < endColumn; column += most) {
            int blockColumns = Math.min(most, endColumn - column);
            for (int row = firstRow; row < firstRow + rows; row += rowsAtOnce) {
                int blockRows = Math.min(rowsAtOnce, firstRow + rows - row);
                scratch = Scratch.atLeast(scratch, blockRows * blockColumns);
                multiplyColumns(a, b, k, row, blockRows, column, blockColumns, scratch, 0, blockColumns, finish);
            }
        }
    }

    /** How many of so many columns are worked on together. */
    abstract int columnBlock(int columns);

    /** Rows of C in scratch at a time, when C is not written in place. */
    abstract int rowsInScratch(int k);

    /** c = one outer index of {@code a} times many of {@code b}; a product of one column is this one transposed. */
    abstract void multiplyRow(Strided a, int row, Strided b, int column, int columns, int k, float[] c, int co);

    /** A block of columns, whose first element goes to {@code c[co]}; finishes what it has summed up. */
    abstract void multiplyColumns(
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
            Finish finish);
}

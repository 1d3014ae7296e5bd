package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/**
 * The rectangle of a product that is in work, and where its sums are: in the output, or in scratch memory if there is none.
 * Each kernel moves one of these over a product, because a call must not allocate.
 */
final class SumBlock {
    private Product product;
    private boolean inPlace;
    private float[] output = {};
    private float[] scratch = {};

    private int row;
    private int rows;
    private int column;
    private int columns;
    private int offset;
    private int rowStride;

    void start(Product product) {
        this.product = product;
        inPlace = product.output().isPresent();
        if (inPlace) {
            output = product.output().get().values();
        }
    }

    void moveTo(int row, int rows, int column, int columns) {
        this.row = row;
        this.rows = rows;
        this.column = column;
        this.columns = columns;
        if (inPlace) {
            Output place = product.output().get();
            rowStride = place.rowStride();
            offset = place.offset() + row * rowStride + column;
            return;
        }
        rowStride = columns;
        offset = 0;
        scratch = Scratch.atLeast(scratch, rows * columns);
    }

    /** Its first row in the product. */
    int row() {
        return row;
    }

    int rows() {
        return rows;
    }

    /** Its first column in the product. */
    int column() {
        return column;
    }

    int columns() {
        return columns;
    }

    /** Where its sums are, by {@link #at}. */
    float[] values() {
        return inPlace ? output : scratch;
    }

    /** Where the sum is that is so many rows and columns from the first. */
    int at(int rowsBefore, int columnsBefore) {
        return offset + rowsBefore * rowStride + columnsBefore;
    }

    int rowStride() {
        return rowStride;
    }

    /** Its sums are complete. */
    void finish() {
        finish(0, rows);
    }

    /** The sums of some of its rows are complete. */
    void finish(int rowsBefore, int count) {
        product.finish().accept(values(), at(rowsBefore, 0), rowStride, row + rowsBefore, count, column, columns);
    }
}

package dev.occam.cpu;

/** Rows and columns of a product, ends exclusive. */
record Rectangle(int firstRow, int endRow, int firstColumn, int endColumn) {
    int rows() {
        return endRow - firstRow;
    }

    int columns() {
        return endColumn - firstColumn;
    }
}

package dev.occam.cpu.matmul;

/**
 * Multiplies block by block of C, down the rows of some columns and then the next columns: each is summed up over all of k
 * before the next, and finished while it is in the cache.
 */
abstract class BlockedMatmul implements MatmulWorker {
    /** The block in work. */
    final SumBlock block = new SumBlock();

    @Override
    public void multiply(Product product, int firstRow, int rows, int firstColumn, int columns) {
        int endRow = firstRow + rows;
        int endColumn = firstColumn + columns;
        block.start(product);
        for (int column = firstColumn; column < endColumn; ) {
            int blockColumns = columnsAtOnce(product, rows, column, endColumn - column);
            startColumns(product, column, blockColumns);
            for (int row = firstRow; row < endRow; ) {
                int blockRows = rowsAtOnce(product, row, endRow - row);
                block.moveTo(row, blockRows, column, blockColumns);
                multiplyBlock(product);
                row += blockRows;
            }
            column += blockColumns;
        }
    }

    /** How many of the {@code rest} columns from here on the next blocks have, whose product has so many rows. */
    abstract int columnsAtOnce(Product product, int rows, int column, int rest);

    /** How many of the {@code rest} rows from here on the next block has. */
    abstract int rowsAtOnce(Product product, int row, int rest);

    /** Prepares what the blocks of these columns have in common. */
    void startColumns(Product product, int column, int columns) {}

    /** Sums up the {@link #block} and finishes it. */
    abstract void multiplyBlock(Product product);
}

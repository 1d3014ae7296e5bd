package dev.occam.cpu.matmul;

/**
 * The product of a matrix with overlapping windows, summed up over all of them, with vectors: a convolution's gradient by
 * its weights. Nothing is packed. A block of k is a few rows of images, each copied once with its padding; tiles read B
 * there, at a place of its own for each k, and A where it is.
 */
final class WindowSums extends BlockedMatmul {
    /** With this many k, a panel of B and the rows of A beside it stay in L1. */
    private static final int DEPTH_BLOCK = 128;
    /** C stays in L2. */
    private static final int MOST_SUMS = 1 << 17;

    private static final int ROW_BLOCK = 256;
    private static final int MOST_ROWS = ROW_BLOCK + Tiles.ROWS - 1;

    private final WindowLines lines = new WindowLines(DEPTH_BLOCK);
    private final SumTile sums = new SumTile(block);

    /** Whether operands are as this product wants them, at each k neighbours in A and windows in B, and its tiles are fast. */
    static boolean suits(Product product, int rows) {
        return product.depth() > 0
                && rows >= Tiles.ROWS
                && product.left() instanceof Strided matrix
                && matrix.outerStride() == 1
                && product.right() instanceof ViewPacker view
                && view.turned().hasLines()
                && WindowTiles.areSumsReady();
    }

    /** A row for each k, a column for each of its values. */
    private static ViewPacker windows(Product product) {
        return ((ViewPacker) product.right()).turned();
    }

    /** Whole runs of columns, at least one. */
    @Override
    int columnsAtOnce(Product product, int rows, int column, int rest) {
        int length = windows(product).runLength();
        int runs = Math.max(1, MOST_SUMS / Math.min(rows, MOST_ROWS) / length);
        return Math.min(rest, runs * length - column % length);
    }

    /** At least a tile, also in the last block. */
    @Override
    int rowsAtOnce(Product product, int row, int rest) {
        return rest <= MOST_ROWS ? rest : ROW_BLOCK;
    }

    @Override
    void multiplyBlock(Product product) {
        ViewPacker windows = windows(product);
        int k = product.depth();
        int length = windows.runLength();
        int firstRun = block.column() / length;
        int endRun = (block.column() + block.columns() - 1) / length + 1;
        for (int firstDepth = 0; firstDepth < k; ) {
            int depth = windows.windowsInBlock(firstDepth, DEPTH_BLOCK, k - firstDepth);
            lines.pack(windows, firstDepth, depth, firstRun, endRun);
            multiplyRuns((Strided) product.left(), length, firstDepth, depth);
            firstDepth += depth;
        }
        block.finish();
    }

    /** Panels of columns, each within a run. */
    private void multiplyRuns(Strided a, int length, int firstDepth, int depth) {
        int firstRun = block.column() / length;
        for (int done = 0; done < block.columns(); ) {
            int run = (block.column() + done) / length;
            int start = block.column() + done - run * length;
            int rest = Math.min(length - start, block.columns() - done);
            int width = Tiles.panelWidth(rest);
            int valid = Math.min(width, rest);
            sums.startPanel(Tiles.ROWS, width, done, valid, firstDepth == 0);
            multiplyPanel(a, firstDepth, depth, lines.at(run - firstRun, 0), start, width);
            done += valid;
        }
    }

    /** All rows; a tile that would hang over their end moves back, and rows that were done before are computed beside C. */
    private void multiplyPanel(Strided a, int firstDepth, int depth, int windows, int start, int width) {
        Tile tile = WindowTiles.sums(width).tile();
        for (int done = 0; done < block.rows(); done += Tiles.ROWS) {
            int row = Math.min(done, block.rows() - Tiles.ROWS);
            sums.start(row, done - row, Tiles.ROWS);
            tile.multiply(
                    depth,
                    a.data(),
                    a.index(block.row() + row, firstDepth),
                    a.depthStride(),
                    lines.starts(),
                    windows,
                    lines.values(),
                    start,
                    0,
                    sums.values(),
                    sums.offset(),
                    sums.rowStride(),
                    sums.first());
            sums.end();
        }
    }
}

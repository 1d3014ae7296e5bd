package dev.occam.cpu.matmul;

/**
 * Matmul with vectors, blocked after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).
 *
 * <p>A panel of B (depth block x tile width) stays in L1 while the tiles of a row block go over it; the packed row
 * block of A and the block of C stay in L2. A panel is packed just before its first tile. Operands that are small or
 * used once are read where they are.
 */
final class PanelMatmul extends BlockedMatmul {
    /** 256 x 48 floats of B are an L1 of 48 KiB; half as deep, C would be read and written twice as often. */
    private static final int DEPTH_BLOCK = 256;
    /** Products of one or two vectors of columns go deeper. */
    private static final int NARROW_DEPTH_BLOCK = 768;

    private static final int ROW_BLOCK = 128;
    /** With the depth block, a third of an L2 of 2 MiB. */
    private static final int COLUMN_BLOCK = 16 * Tiles.WIDTH;
    /** Rows of C in scratch at a time, when C is not written in place and k has several blocks. */
    private static final int SCRATCH_ROWS = 512;

    private final LeftPanels left = new LeftPanels();
    private final RightPanels right = new RightPanels();
    private final SumTile sums = new SumTile(block);

    /** Equal blocks of whole panels. */
    @Override
    int columnsAtOnce(Product product, int rows, int column, int rest) {
        int blocks = (rest + COLUMN_BLOCK - 1) / COLUMN_BLOCK;
        int panels = (rest + blocks * Tiles.WIDTH - 1) / (blocks * Tiles.WIDTH);
        return Math.min(rest, panels * Tiles.WIDTH);
    }

    @Override
    int rowsAtOnce(Product product, int row, int rest) {
        if (product.output().isPresent()) {
            return rest;
        }
        return Math.min(rest, product.depth() <= DEPTH_BLOCK ? ROW_BLOCK : SCRATCH_ROWS);
    }

    @Override
    void multiplyBlock(Product product) {
        int k = product.depth();
        int rows = block.rows();
        int firstDepth = 0;
        do {
            int depth = depth(k, firstDepth, block.columns());
            right.start(product.right(), block, firstDepth, depth, rows <= ROW_BLOCK);
            for (int row = 0; row < rows; row += ROW_BLOCK) {
                int blockRows = Math.min(ROW_BLOCK, rows - row);
                left.start(product, block, row, blockRows, firstDepth, depth);
                multiplyRows(product, row, blockRows, firstDepth, depth);
                if (firstDepth + depth == k) {
                    block.finish(row, blockRows);
                }
            }
            firstDepth += depth;
        } while (firstDepth < k);
    }

    /** The depth of the next block: equal parts of k. */
    private static int depth(int k, int firstDepth, int columns) {
        int limit = mostDepth(columns);
        int blocks = Math.max(1, (k + limit - 1) / limit);
        return Math.min((k + blocks - 1) / blocks, k - firstDepth);
    }

    /** A panel of one or two vectors is as much of L1 when it is deeper. */
    private static int mostDepth(int columns) {
        if (columns <= Tiles.LANES) {
            return NARROW_DEPTH_BLOCK;
        }
        return columns <= 2 * Tiles.LANES ? NARROW_DEPTH_BLOCK / 2 : DEPTH_BLOCK;
    }

    /** A block of A and a block of B: each panel of B with all rows. */
    private void multiplyRows(Product product, int firstRow, int rows, int firstDepth, int depth) {
        boolean whole = depth == product.depth();
        int columns = block.columns();
        for (int done = 0; done < columns; ) {
            int width = Tiles.panelWidth(columns - done);
            int column = Tiles.start(done, width, columns, whole);
            int valid = Math.min(width, columns - column);
            right.select(done, column, valid, width);
            if (firstRow == 0 && right.isPacked()) {
                right.pack(product.right());
            }
            sums.startPanel(Tiles.ROWS, width, column, valid, firstDepth == 0);
            multiplyPanel(firstRow, rows, width, depth, whole);
            done += width;
        }
    }

    private void multiplyPanel(int firstRow, int rows, int width, int depth, boolean whole) {
        for (int done = 0; done < rows; done += Tiles.ROWS) {
            int row = Tiles.start(done, Tiles.ROWS, rows, whole);
            int valid = Math.min(Tiles.ROWS, rows - row);
            left.select(done, row, valid);
            sums.start(firstRow + row, 0, valid);
            TileSet.of(width, left.way())
                    .multiply(
                            depth,
                            left.data(),
                            left.offset,
                            left.step,
                            left.rows,
                            left.row,
                            right.data(),
                            right.offset,
                            right.step,
                            sums.values(),
                            sums.offset(),
                            sums.rowStride(),
                            sums.first());
            sums.end();
        }
    }
}

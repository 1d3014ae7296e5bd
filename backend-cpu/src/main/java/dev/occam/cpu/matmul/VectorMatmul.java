package dev.occam.cpu.matmul;

/**
 * Matmul with vectors, blocked after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).
 *
 * <p>A panel of B (depth block x tile width) stays in L1 while the tiles of a row block go over it; the packed row
 * block of A and the block of C stay in L2. The first tile that reads a panel packs it. Operands that are small or used
 * once are read where they are.
 */
final class VectorMatmul extends BlockedMatmul {
    /** 256 x 48 floats of B are an L1 of 48 KiB; half as deep, C would be read and written twice as often. */
    private static final int DEPTH_BLOCK = 256;
    /** Products of one or two vectors of columns go deeper. */
    private static final int NARROW_DEPTH_BLOCK = 768;

    private static final int ROW_BLOCK = 128;
    /** With the depth block, a third of an L2 of 2 MiB. */
    private static final int COLUMN_BLOCK = 16 * Tiles.WIDTH;
    /** Columns of A that span at most this many floats are read in place: their lines fit into L1 without conflicts. */
    private static final int SPAN_IN_PLACE = 8192;
    /** Up to this many columns an element of A is used too seldom to pay for its packing. */
    private static final int COLUMNS_IN_PLACE = 2 * Tiles.WIDTH;
    /** Up to this many rows an element of B is used too seldom to pay for its packing. */
    private static final int ROWS_IN_PLACE = 8 * Tiles.ROWS;
    /** Rows of B that span at most this many floats are read in place by more tiles, too: they come from L2 in time. */
    private static final int RIGHT_IN_PLACE = 20_000;
    /** Rows of C in scratch at a time, when C is not written in place and k has several blocks. */
    private static final int SCRATCH_ROWS = 512;

    private final float[] edge = new float[Tiles.ROWS * Tiles.WIDTH];
    private final LeftPanels left = new LeftPanels();
    private final RightPanels right = new RightPanels();
    private final WindowMatmul windows = new WindowMatmul();
    private final WindowSums windowSums = new WindowSums();

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
        if (a instanceof ViewPacker view && WindowMatmul.suits(view, columns, k)) {
            windows.multiply(view, b, k, firstRow, rows, firstColumn, columns, c, cOffset, cRow, finish);
            return;
        }
        if (WindowSums.suits(a, b, rows, k)) {
            windowSums.multiply(
                    (Strided) a, (ViewPacker) b, k, firstRow, rows, firstColumn, columns, c, cOffset, cRow, finish);
            return;
        }
        super.multiply(a, b, k, firstRow, rows, firstColumn, columns, c, cOffset, cRow, finish);
    }

    @Override
    public void multiply(
            Packer a, Packer b, int k, int firstRow, int rows, int firstColumn, int columns, Finish finish) {
        if (a instanceof ViewPacker view && WindowMatmul.suits(view, columns, k)) {
            windows.multiply(view, b, k, firstRow, rows, firstColumn, columns, finish);
            return;
        }
        if (WindowSums.suits(a, b, rows, k)) {
            windowSums.multiply((Strided) a, (ViewPacker) b, k, firstRow, rows, firstColumn, columns, finish);
            return;
        }
        super.multiply(a, b, k, firstRow, rows, firstColumn, columns, finish);
    }

    @Override
    int rowsInScratch(int k) {
        return k <= DEPTH_BLOCK ? ROW_BLOCK : SCRATCH_ROWS;
    }

    @Override
    void multiplyRow(Strided a, int row, Strided b, int column, int columns, int k, float[] c, int co) {
        int ao = a.index(row, 0);
        int bo = b.index(column, 0);
        if (b.outerStride() == 1) {
            RowProduct.multiplyRows(k, columns, a.data(), ao, a.depthStride(), b.data(), bo, b.depthStride(), c, co);
            return;
        }
        ScalarRowProduct.multiply(
                k, columns, a.data(), ao, a.depthStride(), b.data(), bo, b.outerStride(), b.depthStride(), c, co);
    }

    /** Equal blocks of whole panels. */
    @Override
    int columnBlock(int columns) {
        int blocks = Math.max(1, (columns + COLUMN_BLOCK - 1) / COLUMN_BLOCK);
        return (columns + blocks * Tiles.WIDTH - 1) / (blocks * Tiles.WIDTH) * Tiles.WIDTH;
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
        int depth;
        int firstDepth = 0;
        do {
            depth = depth(k, firstDepth, columns);
            right.start(b, column, columns, firstDepth, depth, isReadInPlace(b, depth, rows), rows <= ROW_BLOCK);
            for (int done = 0; done < rows; done += ROW_BLOCK) {
                int blockRows = Math.min(ROW_BLOCK, rows - done);
                int at = co + done * cRow;
                prepareLeft(a, firstRow + done, blockRows, firstDepth, depth, columns, k);
                multiplyBlock(b, done == 0, blockRows, columns, depth, c, at, cRow, firstDepth == 0, depth == k);
                if (firstDepth + depth == k) {
                    finish.accept(c, at, cRow, firstRow + done, blockRows, column, columns);
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

    /** For an operand whose columns lie side by side. */
    private static boolean isReadInPlace(Packer b, int depth, int rows) {
        return rows <= ROWS_IN_PLACE || b instanceof Strided strided && strided.span(depth) <= RIGHT_IN_PLACE;
    }

    private void prepareLeft(Packer a, int row, int rows, int firstDepth, int depth, int columns, int k) {
        if (a instanceof ViewPacker views && views.isAlongDepth()) {
            left.start(rows * depth);
            left.addLines(views, row, rows, firstDepth, depth);
            return;
        }
        if (a instanceof ViewPacker views) {
            left.start(LeftPanels.columnsLength(rows, depth));
            left.addColumns(views, row, rows, firstDepth, depth);
            return;
        }
        if (a instanceof Strided strided
                && strided.depthStride() == 1
                && rows >= Tiles.ROWS
                && columns > COLUMNS_IN_PLACE) {
            left.start((rows + Tiles.ROWS) * TileLeft.PITCH);
            left.addRows(strided, row, rows, firstDepth, depth);
            return;
        }
        if (a instanceof Strided strided
                && strided.outerStride() == 1
                && rows >= Tiles.ROWS
                && !isReadInPlace(strided, depth, columns)) {
            left.start(LeftPanels.columnsLength(rows, depth));
            left.addColumns(strided, row, rows, firstDepth, depth);
            return;
        }
        left.start((rows + Tiles.ROWS) * depth);
        if (a instanceof Strided strided && isReadInPlace(strided, depth, columns)) {
            left.readInPlace(strided, row, firstDepth);
        }
        for (int done = 0; done < rows; done += Tiles.ROWS) {
            int start = start(done, Tiles.ROWS, rows, depth == k);
            left.addPanel(a, row, done, start, Math.min(Tiles.ROWS, rows - start), Tiles.ROWS, firstDepth, depth);
        }
    }

    private static boolean isReadInPlace(Strided a, int depth, int columns) {
        if (a.outerStride() == 1) {
            return columns <= Tiles.WIDTH || a.span(depth) <= SPAN_IN_PLACE;
        }
        return a.depthStride() == 1 && columns <= COLUMNS_IN_PLACE;
    }

    /** Where a panel starts: one that would hang over the end moves back, unless sums over k go on from C. */
    private static int start(int done, int width, int size, boolean wholeDepth) {
        return wholeDepth && size >= width ? Math.min(done, size - width) : done;
    }

    private void multiplyBlock(
            Packer b,
            boolean firstRows,
            int rows,
            int columns,
            int depth,
            float[] c,
            int co,
            int cRow,
            boolean first,
            boolean whole) {
        for (int done = 0; done < columns; ) {
            int width = Tiles.panelWidth(columns - done);
            int start = start(done, width, columns, whole);
            int valid = Math.min(width, columns - start);
            right.select(done, start, valid, width);
            if (firstRows && right.isPacked()) {
                right.pack(b);
            }
            for (int r = 0; r < rows; r += Tiles.ROWS) {
                int startRow = start(r, Tiles.ROWS, rows, whole);
                int validRows = Math.min(Tiles.ROWS, rows - startRow);
                left.select(r, startRow, validRows, Tiles.ROWS, depth);
                int at = co + startRow * cRow + start;
                if (validRows == Tiles.ROWS && valid == width) {
                    tile(width, depth, c, at, cRow, first);
                } else {
                    edgeTile(width, depth, c, at, cRow, validRows, valid, first);
                }
            }
            done += width;
        }
    }

    private void tile(int width, int depth, float[] c, int co, int cRow, boolean first) {
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
                        c,
                        co,
                        cRow,
                        first);
    }

    /** A tile that hangs over the end of C is computed beside it. */
    private void edgeTile(int width, int depth, float[] c, int co, int cRow, int validRows, int valid, boolean first) {
        if (!first) {
            Rows.copy(c, co, cRow, edge, 0, width, validRows, valid);
        }
        tile(width, depth, edge, 0, width, first);
        Rows.copy(edge, 0, width, c, co, cRow, validRows, valid);
    }
}

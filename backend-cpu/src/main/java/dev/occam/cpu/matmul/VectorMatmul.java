package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/**
 * Matmul with vectors, blocked after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).
 *
 * <p>A panel of B (depth block x tile width) stays in L1 while the tiles of a row block go over it; the packed row
 * block of A and the block of C stay in L2. Operands that are small or used once are read where they are.
 */
public final class VectorMatmul implements MatmulWorker {
    /** 128 x 48 floats of B take half of L1, and leave the rest to A and C. */
    private static final int DEPTH_BLOCK = 128;

    private static final int ROW_BLOCK = 128;
    private static final int COLUMN_BLOCK = 10 * Tiles.WIDTH;
    /** An operand that spans at most this many floats is read in place: its lines fit into L1 without conflicts. */
    private static final int SPAN_IN_PLACE = 8192;
    /** Up to this many columns an element of A is used too seldom to pay for its packing. */
    private static final int COLUMNS_IN_PLACE = 2 * Tiles.WIDTH;
    /** Rows of C in scratch at a time, when C is not written in place and k has several blocks. */
    private static final int SCRATCH_ROWS = 1024;

    private final float[] edge = new float[Tiles.ROWS * Tiles.WIDTH];
    private final Operand left = new Operand();
    private final Operand right = new Operand();
    private final WindowMatmul windows = new WindowMatmul();
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
        if (a instanceof ViewPacker view && view.hasLines() && k > 0) {
            windows.multiply(view, b, k, firstRow, rows, firstColumn, columns, c, cOffset, cRow, finish);
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
        if (a instanceof ViewPacker view && view.hasLines() && k > 0) {
            windows.multiply(view, b, k, firstRow, rows, firstColumn, columns, finish);
            return;
        }
        int rowsAtOnce = k <= DEPTH_BLOCK ? ROW_BLOCK : SCRATCH_ROWS;
        int endColumn = firstColumn + columns;
        for (int column = firstColumn; column < endColumn; column += COLUMN_BLOCK) {
            int blockColumns = Math.min(COLUMN_BLOCK, endColumn - column);
            for (int row = firstRow; row < firstRow + rows; row += rowsAtOnce) {
                int blockRows = Math.min(rowsAtOnce, firstRow + rows - row);
                scratch = Scratch.atLeast(scratch, blockRows * blockColumns);
                multiplyColumns(a, b, k, row, blockRows, column, blockColumns, scratch, 0, blockColumns, finish);
            }
        }
    }

    /** c = one outer index of {@code a} times many of {@code b}; a product of one column is this one transposed. */
    private static void multiplyRow(Strided a, int row, Strided b, int column, int columns, int k, float[] c, int co) {
        int ao = a.index(row, 0);
        int bo = b.index(column, 0);
        if (b.outerStride() == 1) {
            RowProduct.multiplyRows(k, columns, a.data(), ao, a.depthStride(), b.data(), bo, b.depthStride(), c, co);
            return;
        }
        ScalarRowProduct.multiply(
                k, columns, a.data(), ao, a.depthStride(), b.data(), bo, b.outerStride(), b.depthStride(), c, co);
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
        int depth;
        int firstDepth = 0;
        do {
            depth = depth(k, firstDepth);
            prepareRight(b, column, columns, firstDepth, depth, rows);
            for (int done = 0; done < rows; done += ROW_BLOCK) {
                int blockRows = Math.min(ROW_BLOCK, rows - done);
                int at = co + done * cRow;
                prepareLeft(a, firstRow + done, blockRows, firstDepth, depth, columns);
                multiplyBlock(blockRows, columns, depth, c, at, cRow, firstDepth == 0);
                if (firstDepth + depth == k) {
                    finish.accept(c, at, cRow, firstRow + done, blockRows, column, columns);
                }
            }
            firstDepth += depth;
        } while (firstDepth < k);
    }

    /** The depth of the next block: equal parts of k. */
    private static int depth(int k, int firstDepth) {
        int blocks = Math.max(1, (k + DEPTH_BLOCK - 1) / DEPTH_BLOCK);
        return Math.min((k + blocks - 1) / blocks, k - firstDepth);
    }

    private void prepareRight(Packer b, int column, int columns, int firstDepth, int depth, int rows) {
        right.start((columns + Tiles.WIDTH) * depth);
        if (b instanceof Strided strided
                && strided.outerStride() == 1
                && (rows <= 2 * Tiles.ROWS || strided.span(depth) <= SPAN_IN_PLACE)) {
            right.readInPlace(strided, column, firstDepth);
        }
        for (int done = right.addWidePanels(b, column, columns, firstDepth, depth); done < columns; ) {
            int width = Tiles.panelWidth(columns - done);
            right.addPanel(b, column, done, Math.min(width, columns - done), width, firstDepth, depth);
            done += width;
        }
    }

    private void prepareLeft(Packer a, int row, int rows, int firstDepth, int depth, int columns) {
        if (a instanceof ViewPacker views && views.isAlongDepth()) {
            left.start(rows * depth);
            left.addLines(views, row, rows, firstDepth, depth);
            return;
        }
        if (a instanceof ViewPacker views) {
            left.start(Operand.columnsLength(rows, depth));
            left.addColumns(views, row, rows, firstDepth, depth);
            return;
        }
        left.start((rows + Tiles.ROWS) * depth);
        if (a instanceof Strided strided && isReadInPlace(strided, depth, columns)) {
            left.readInPlace(strided, row, firstDepth);
        }
        for (int done = 0; done < rows; done += Tiles.ROWS) {
            left.addPanel(a, row, done, Math.min(Tiles.ROWS, rows - done), Tiles.ROWS, firstDepth, depth);
        }
    }

    private static boolean isReadInPlace(Strided a, int depth, int columns) {
        if (a.outerStride() == 1) {
            return columns <= Tiles.WIDTH || a.span(depth) <= SPAN_IN_PLACE;
        }
        return a.depthStride() == 1 && columns <= COLUMNS_IN_PLACE;
    }

    private void multiplyBlock(int rows, int columns, int depth, float[] c, int co, int cRow, boolean first) {
        for (int done = 0; done < columns; ) {
            int width = Tiles.panelWidth(columns - done);
            int valid = Math.min(width, columns - done);
            right.select(done, valid, width, depth);
            for (int r = 0; r < rows; r += Tiles.ROWS) {
                int validRows = Math.min(Tiles.ROWS, rows - r);
                left.select(r, validRows, Tiles.ROWS, depth);
                int at = co + r * cRow + done;
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
        if (left.alongRows) {
            Tiles.multiplyRows(
                    width,
                    depth,
                    left.data,
                    left.offset,
                    left.rows,
                    left.row,
                    right.data,
                    right.offset,
                    right.step,
                    c,
                    co,
                    cRow,
                    first);
            return;
        }
        Tiles.multiply(
                width,
                depth,
                left.data,
                left.offset,
                left.step,
                right.data,
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
            copy(c, co, cRow, edge, 0, width, validRows, valid);
        }
        tile(width, depth, edge, 0, width, first);
        copy(edge, 0, width, c, co, cRow, validRows, valid);
    }

    private static void copy(float[] from, int fo, int fRow, float[] to, int o, int toRow, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                to[o + r * toRow + j] = from[fo + r * fRow + j];
            }
        }
    }
}

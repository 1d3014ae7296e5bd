package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/**
 * The product of a matrix with overlapping windows, summed up over all of them, with vectors: a convolution's gradient by
 * its weights. Nothing is packed. A block of k is a few rows of images, each copied once with its padding; tiles read B
 * there, at a place of its own for each k, and A where it is.
 */
final class WindowSums {
    /** With this many k, a panel of B and the rows of A beside it stay in L1. */
    private static final int DEPTH_BLOCK = 128;
    /** C stays in L2. */
    private static final int MOST_SUMS = 1 << 17;

    private static final int ROW_BLOCK = 256;

    private final WindowLines lines = new WindowLines(DEPTH_BLOCK);
    private final float[] edge = new float[Tiles.ROWS * Tiles.WIDTH];
    private float[] scratch = new float[0];

    /** Whether operands are as this product wants them, at each k neighbours in A and windows in B, and its tiles are fast. */
    static boolean suits(Packer a, Packer b, int rows, int k) {
        return k > 0
                && rows >= Tiles.ROWS
                && a instanceof Strided matrix
                && matrix.outerStride() == 1
                && b instanceof ViewPacker view
                && view.turned().hasLines()
                && WindowTiles.areSumsReady();
    }

    /** As {@link MatmulWorker#multiply}, in place. */
    void multiply(
            Strided a,
            ViewPacker b,
            int k,
            int firstRow,
            int rows,
            int firstColumn,
            int columns,
            float[] c,
            int cOffset,
            int cRow,
            Finish finish) {
        for (int row = firstRow; row < firstRow + rows; ) {
            int blockRows = rowsAtOnce(firstRow + rows - row);
            for (int column = firstColumn; column < firstColumn + columns; ) {
                int blockColumns = columnsAtOnce(b.turned(), blockRows, column, firstColumn + columns - column);
                int at = cOffset + row * cRow + column;
                sum(a, b.turned(), k, row, blockRows, column, blockColumns, c, at, cRow);
                finish.accept(c, at, cRow, row, blockRows, column, blockColumns);
                column += blockColumns;
            }
            row += blockRows;
        }
    }

    /** The same for a C that only {@code finish} sees. */
    void multiply(Strided a, ViewPacker b, int k, int firstRow, int rows, int firstColumn, int columns, Finish finish) {
        for (int row = firstRow; row < firstRow + rows; ) {
            int blockRows = rowsAtOnce(firstRow + rows - row);
            for (int column = firstColumn; column < firstColumn + columns; ) {
                int blockColumns = columnsAtOnce(b.turned(), blockRows, column, firstColumn + columns - column);
                scratch = Scratch.atLeast(scratch, blockRows * blockColumns);
                sum(a, b.turned(), k, row, blockRows, column, blockColumns, scratch, 0, blockColumns);
                finish.accept(scratch, 0, blockColumns, row, blockRows, column, blockColumns);
                column += blockColumns;
            }
            row += blockRows;
        }
    }

    /** At least a tile, also in the last block. */
    private static int rowsAtOnce(int rest) {
        return rest < ROW_BLOCK + Tiles.ROWS ? rest : ROW_BLOCK;
    }

    /** Whole runs of columns, at least one. */
    private static int columnsAtOnce(ViewPacker windows, int rows, int first, int rest) {
        int length = windows.runLength();
        int runs = Math.max(1, MOST_SUMS / rows / length);
        return Math.min(rest, runs * length - first % length);
    }

    private void sum(
            Strided a,
            ViewPacker windows,
            int k,
            int row,
            int rows,
            int column,
            int columns,
            float[] c,
            int co,
            int cRow) {
        int length = windows.runLength();
        int firstRun = column / length;
        int endRun = (column + columns - 1) / length + 1;
        for (int firstDepth = 0; firstDepth < k; ) {
            int depth = windows.windowsInBlock(firstDepth, DEPTH_BLOCK, k - firstDepth);
            lines.pack(windows, firstDepth, depth, firstRun, endRun);
            for (int done = 0; done < columns; ) {
                int run = (column + done) / length;
                int start = column + done - run * length;
                int part = Math.min(length - start, columns - done);
                multiplyRun(a, row, rows, firstDepth, depth, run - firstRun, start, part, c, co + done, cRow);
                done += part;
            }
            firstDepth += depth;
        }
    }

    /** Part of a run of columns. */
    private void multiplyRun(
            Strided a,
            int row,
            int rows,
            int firstDepth,
            int depth,
            int run,
            int start,
            int columns,
            float[] c,
            int co,
            int cRow) {
        boolean first = firstDepth == 0;
        for (int done = 0; done < columns; ) {
            int width = Tiles.panelWidth(columns - done);
            int valid = Math.min(width, columns - done);
            for (int r = 0; r < rows; r += Tiles.ROWS) {
                int startRow = Math.min(r, rows - Tiles.ROWS);
                int ao = a.index(row + startRow, firstDepth);
                int at = co + startRow * cRow + done;
                if (startRow == r && valid == width) {
                    tile(a, ao, depth, run, start + done, width, c, at, cRow, first);
                    continue;
                }
                int over = r - startRow;
                int to = at + over * cRow;
                if (!first) {
                    Rows.copy(c, to, cRow, edge, over * width, width, Tiles.ROWS - over, valid);
                }
                tile(a, ao, depth, run, start + done, width, edge, 0, width, first);
                Rows.copy(edge, over * width, width, c, to, cRow, Tiles.ROWS - over, valid);
            }
            done += width;
        }
    }

    private void tile(
            Strided a, int ao, int depth, int run, int column, int width, float[] c, int co, int cRow, boolean first) {
        WindowTiles.sums(width)
                .tile()
                .multiply(
                        depth,
                        a.data(),
                        ao,
                        a.depthStride(),
                        lines.starts(),
                        lines.at(run, 0),
                        lines.values(),
                        column,
                        0,
                        c,
                        co,
                        cRow,
                        first);
    }
}

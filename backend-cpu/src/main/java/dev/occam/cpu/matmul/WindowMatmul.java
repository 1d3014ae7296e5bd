package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/**
 * The product of overlapping windows, as a convolution's, with vectors. A block of windows is a few rows of images, each
 * copied once with its padding: windows side by side overlap in it, and those above each other share it. All of B is packed
 * once. Its panels go over a block one after another, and the sums of a block are finished while they are in L1 or L2.
 */
final class WindowMatmul {
    private static final int ROW_BLOCK = 256;
    /** A part of a panel of B takes half of L1. */
    private static final int PANEL_PART = 128 * Tiles.WIDTH;
    /** A deeper part comes from L2 in time where tiles need few other instructions. */
    private static final int DEEP_PART = 192 * Tiles.WIDTH;
    /** All panels of B stay in L2. */
    private static final int PANELS = 1 << 18;

    private final WindowLines lines = new WindowLines(ROW_BLOCK);
    private final float[] edge = new float[WindowTiles.MOST_ROWS * Tiles.WIDTH];
    private float[] panels = new float[0];
    private float[] scratch = new float[0];
    /** Whether tiles are those of windows side by side. */
    private boolean sideBySide;

    /** Whether windows overlap such that their lines are worth a copy. */
    static boolean suits(ViewPacker a, int columns, int k) {
        return k > 0 && (a.hasLines() || a.hasTiles(columns));
    }

    /** As {@link MatmulWorker#multiply}, in place. */
    void multiply(
            ViewPacker a,
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
        int most = columnsAtOnce(k);
        for (int done = 0; done < columns; done += most) {
            int column = firstColumn + done;
            int blockColumns = Math.min(most, columns - done);
            sideBySide = a.hasTiles(blockColumns);
            pack(b, column, blockColumns, k);
            for (int row = firstRow; row < firstRow + rows; ) {
                int blockRows = a.windowsInBlock(row, ROW_BLOCK, firstRow + rows - row);
                int at = cOffset + row * cRow + column;
                multiplyBlock(a, row, blockRows, blockColumns, c, at, cRow);
                finish.accept(c, at, cRow, row, blockRows, column, blockColumns);
                row += blockRows;
            }
        }
    }

    /** The same for a C that only {@code finish} sees. */
    void multiply(ViewPacker a, Packer b, int k, int firstRow, int rows, int firstColumn, int columns, Finish finish) {
        int most = columnsAtOnce(k);
        for (int done = 0; done < columns; done += most) {
            int column = firstColumn + done;
            int blockColumns = Math.min(most, columns - done);
            sideBySide = a.hasTiles(blockColumns);
            pack(b, column, blockColumns, k);
            scratch = Scratch.atLeast(scratch, ROW_BLOCK * blockColumns);
            for (int row = firstRow; row < firstRow + rows; ) {
                int blockRows = a.windowsInBlock(row, ROW_BLOCK, firstRow + rows - row);
                multiplyBlock(a, row, blockRows, blockColumns, scratch, 0, blockColumns);
                finish.accept(scratch, 0, blockColumns, row, blockRows, column, blockColumns);
                row += blockRows;
            }
        }
    }

    private static int columnsAtOnce(int k) {
        return Math.max(1, PANELS / k / Tiles.WIDTH) * Tiles.WIDTH;
    }

    /** Panels of whole columns, one after another. */
    private void pack(Packer b, int column, int columns, int k) {
        panels = Scratch.atLeast(panels, (columns + Tiles.WIDTH) * k);
        for (int done = 0; done < columns; ) {
            int width = panelWidth(columns - done);
            b.pack(column + done, Math.min(width, columns - done), width, 0, k, panels, done * k);
            done += width;
        }
    }

    private int panelWidth(int columns) {
        return sideBySide ? WindowTiles.panelWidth(columns) : Tiles.panelWidth(columns);
    }

    private void multiplyBlock(ViewPacker a, int row, int rows, int columns, float[] c, int co, int cRow) {
        if (sideBySide) {
            lines.packRows(a, row, rows);
            multiplySideBySide(a, row, rows, columns, c, co, cRow);
            return;
        }
        lines.pack(a, row, rows, 0, a.runs());
        int length = a.runLength();
        int k = length * a.runs();
        for (int done = 0; done < columns; ) {
            int width = Tiles.panelWidth(columns - done);
            int valid = Math.min(width, columns - done);
            int parts = (length * width + PANEL_PART - 1) / PANEL_PART;
            int most = (length + parts - 1) / parts;
            for (int from = 0; from < k; ) {
                int run = from / length;
                int start = from - run * length;
                int depth = Math.min(most, length - start);
                multiplyPart(run, start, depth, rows, width, valid, done * k + from * width, c, co + done, cRow);
                from += depth;
            }
            done += width;
        }
    }

    /** Part of a run of k for all windows of a block and one panel. */
    private void multiplyPart(
            int run, int start, int depth, int rows, int width, int valid, int panel, float[] c, int co, int cRow) {
        boolean first = run == 0 && start == 0;
        for (int row = 0; row < rows; row += Tiles.ROWS) {
            int validRows = Math.min(Tiles.ROWS, rows - row);
            int at = co + row * cRow;
            if (validRows == Tiles.ROWS && valid == width) {
                tile(run, start, depth, row, width, panel, c, at, cRow, first);
                continue;
            }
            if (!first) {
                Rows.copy(c, at, cRow, edge, 0, width, validRows, valid);
            }
            tile(run, start, depth, row, width, panel, edge, 0, width, first);
            Rows.copy(edge, 0, width, c, at, cRow, validRows, valid);
        }
    }

    /** Tiles of windows of one row: what they have in common is where in a window each k is. */
    private void multiplySideBySide(ViewPacker a, int row, int rows, int columns, float[] c, int co, int cRow) {
        int k = a.runLength() * a.runs();
        for (int done = 0; done < columns; ) {
            int width = panelWidth(columns - done);
            int valid = Math.min(width, columns - done);
            WindowTile tile = a.tiles().tile(width);
            int parts = (k * width + DEEP_PART - 1) / DEEP_PART;
            int most = (k + parts - 1) / parts;
            for (int from = 0; from < k; from += most) {
                int depth = Math.min(most, k - from);
                int panel = done * k + from * width;
                for (int window = 0; window < rows; ) {
                    int inRow = a.windowsInRow(row + window, rows - window);
                    int start = lines.starts()[window];
                    int[] places = lines.places(window, a.runs(), a.runLength());
                    for (int r = 0; r < inRow; r += tile.rows()) {
                        int validRows = Math.min(tile.rows(), inRow - r);
                        int at = co + (window + r) * cRow + done;
                        int windows = start + r * a.windowStep();
                        multiplyWindows(
                                tile, windows, validRows, places, from, depth, width, valid, panel, c, at, cRow);
                    }
                    window += inRow;
                }
            }
            done += width;
        }
    }

    private void multiplyWindows(
            WindowTile tile,
            int start,
            int validRows,
            int[] places,
            int from,
            int depth,
            int width,
            int valid,
            int panel,
            float[] c,
            int co,
            int cRow) {
        boolean first = from == 0;
        boolean hangs = validRows < tile.rows() || valid < width;
        if (hangs && !first) {
            Rows.copy(c, co, cRow, edge, 0, width, validRows, valid);
        }
        tile.tile()
                .multiply(
                        depth,
                        lines.values(),
                        start,
                        0,
                        places,
                        from,
                        panels,
                        panel,
                        width,
                        hangs ? edge : c,
                        hangs ? 0 : co,
                        hangs ? width : cRow,
                        first);
        if (hangs) {
            Rows.copy(edge, 0, width, c, co, cRow, validRows, valid);
        }
    }

    private void tile(
            int run, int start, int depth, int row, int width, int panel, float[] c, int co, int cRow, boolean first) {
        TileSet.of(width, TileLeft.BY_LINES)
                .multiply(
                        depth,
                        lines.values(),
                        start,
                        0,
                        lines.starts(),
                        lines.at(run, row),
                        panels,
                        panel,
                        width,
                        c,
                        co,
                        cRow,
                        first);
    }
}

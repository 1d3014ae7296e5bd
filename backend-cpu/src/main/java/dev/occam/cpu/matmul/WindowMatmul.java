package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/**
 * The product of overlapping windows, as a convolution's, with vectors. A block of windows is a few rows of images, each
 * copied once with its padding: windows side by side overlap in it, and those above each other share it. All of B is packed
 * once. Its panels go over a block one after another, and the sums of a block are finished while they are in L1 or L2.
 */
final class WindowMatmul extends BlockedMatmul {
    private static final int ROW_BLOCK = 256;
    /** A part of a panel of B takes half of L1. */
    private static final int PANEL_PART = 128 * Tiles.WIDTH;
    /** A deeper part comes from L2 in time where tiles need few other instructions. */
    private static final int DEEP_PART = 192 * Tiles.WIDTH;
    /** All panels of B stay in L2. */
    private static final int PANELS = 1 << 18;

    private final WindowLines lines = new WindowLines(ROW_BLOCK);
    private final SumTile sums = new SumTile(block);
    private float[] panels = new float[0];
    /** Whether tiles are those of windows side by side. */
    private boolean sideBySide;

    /** Whether windows overlap such that their lines are worth a copy. */
    static boolean suits(Product product, int columns) {
        return product.depth() > 0
                && product.left() instanceof ViewPacker windows
                && (windows.hasLines() || windows.hasTiles(columns));
    }

    private static ViewPacker windows(Product product) {
        return (ViewPacker) product.left();
    }

    @Override
    int columnsAtOnce(Product product, int rows, int column, int rest) {
        return Math.min(rest, Math.max(1, PANELS / product.depth() / Tiles.WIDTH) * Tiles.WIDTH);
    }

    @Override
    int rowsAtOnce(Product product, int row, int rest) {
        return windows(product).windowsInBlock(row, ROW_BLOCK, rest);
    }

    /** Packs panels of whole columns, one after another. */
    @Override
    void startColumns(Product product, int column, int columns) {
        int k = product.depth();
        sideBySide = windows(product).hasTiles(columns);
        panels = Scratch.atLeast(panels, (columns + Tiles.WIDTH) * k);
        for (int done = 0; done < columns; ) {
            int width = panelWidth(columns - done);
            product.right().pack(column + done, Math.min(width, columns - done), width, 0, k, panels, done * k);
            done += width;
        }
    }

    private int panelWidth(int columns) {
        return sideBySide ? WindowTiles.panelWidth(columns) : Tiles.panelWidth(columns);
    }

    @Override
    void multiplyBlock(Product product) {
        ViewPacker windows = windows(product);
        if (sideBySide) {
            lines.packRows(windows, block.row(), block.rows());
        } else {
            lines.pack(windows, block.row(), block.rows(), 0, windows.runs());
        }
        for (int done = 0; done < block.columns(); ) {
            int width = panelWidth(block.columns() - done);
            if (sideBySide) {
                multiplySideBySide(windows, done, width);
            } else {
                multiplyRuns(windows, done, width);
            }
            done += width;
        }
        block.finish();
    }

    /** One panel, run by run of k, or less where that is more than a part of the panel. */
    private void multiplyRuns(ViewPacker windows, int column, int width) {
        int length = windows.runLength();
        int k = length * windows.runs();
        int parts = (length * width + PANEL_PART - 1) / PANEL_PART;
        int most = (length + parts - 1) / parts;
        for (int from = 0; from < k; ) {
            int run = from / length;
            int start = from - run * length;
            int depth = Math.min(most, length - start);
            sums.startPanel(Tiles.ROWS, width, column, Math.min(width, block.columns() - column), from == 0);
            multiplyRun(run, start, depth, column * k + from * width, width);
            from += depth;
        }
    }

    /** Part of a run of k for all windows of the block. */
    private void multiplyRun(int run, int start, int depth, int panel, int width) {
        Tile tile = TileSet.of(width, TileLeft.BY_LINES);
        for (int row = 0; row < block.rows(); row += Tiles.ROWS) {
            sums.start(row, 0, Math.min(Tiles.ROWS, block.rows() - row));
            tile.multiply(
                    depth,
                    lines.values(),
                    start,
                    0,
                    lines.starts(),
                    lines.at(run, row),
                    panels,
                    panel,
                    width,
                    sums.values(),
                    sums.offset(),
                    sums.rowStride(),
                    sums.first());
            sums.end();
        }
    }

    /** One panel and tiles of windows of one row: what they have in common is where in a window each k is. */
    private void multiplySideBySide(ViewPacker windows, int column, int width) {
        int height = windows.tiles().tile(width).rows();
        int k = windows.runLength() * windows.runs();
        int parts = (k * width + DEEP_PART - 1) / DEEP_PART;
        int most = (k + parts - 1) / parts;
        for (int from = 0; from < k; from += most) {
            int depth = Math.min(most, k - from);
            sums.startPanel(height, width, column, Math.min(width, block.columns() - column), from == 0);
            for (int row = 0; row < block.rows(); ) {
                row += multiplyRow(windows, row, from, depth, column * k + from * width, width);
            }
        }
    }

    /** Some k of a row of windows, or of what of it is in the block; says how many they are. */
    private int multiplyRow(ViewPacker windows, int row, int from, int depth, int panel, int width) {
        WindowTile tile = windows.tiles().tile(width);
        int inRow = windows.windowsInRow(block.row() + row, block.rows() - row);
        int start = lines.starts()[row];
        int[] places = lines.places(row, windows.runs(), windows.runLength());
        for (int done = 0; done < inRow; done += tile.rows()) {
            sums.start(row + done, 0, Math.min(tile.rows(), inRow - done));
            tile.tile()
                    .multiply(
                            depth,
                            lines.values(),
                            start + done * windows.windowStep(),
                            0,
                            places,
                            from,
                            panels,
                            panel,
                            width,
                            sums.values(),
                            sums.offset(),
                            sums.rowStride(),
                            sums.first());
            sums.end();
        }
        return inRow;
    }
}

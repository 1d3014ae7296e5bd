package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.VectorWidth;

/** Chooses the register tile for this machine: 32 vector registers hold the sums of 8x3 vectors, 16 those of 4x3. */
public final class Tiles {
    static final int LANES = VectorWidth.LANES;
    public static final int ROWS =
            LANES >= 16 || System.getProperty("os.arch", "").equals("aarch64") ? 8 : 4;
    /** Columns of the widest tile. */
    public static final int WIDTH = 3 * LANES;

    private Tiles() {}

    /** Tile of {@link #ROWS} rows; arguments as in {@link Tile8x3#multiply}. */
    public static void multiply(
            int width,
            int depth,
            float[] a,
            int ao,
            int aStep,
            float[] b,
            int bo,
            int bStep,
            float[] c,
            int co,
            int cRow,
            boolean first) {
        if (ROWS == 8) {
            if (width == WIDTH) {
                Tile8x3.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
            } else if (width == LANES) {
                Tile8x1.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
            } else {
                Tile8x2.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
            }
            return;
        }
        if (width == WIDTH) {
            Tile4x3.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
        } else if (width == LANES) {
            Tile4x1.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
        } else {
            Tile4x2.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
        }
    }

    /** The same with A read along its rows; arguments as in {@link RowTile8x3#multiply}. */
    public static void multiplyRows(
            int width,
            int depth,
            float[] a,
            int ao,
            int[] rows,
            int row,
            float[] b,
            int bo,
            int bStep,
            float[] c,
            int co,
            int cRow,
            boolean first) {
        if (ROWS == 8) {
            if (width == WIDTH) {
                RowTile8x3.multiply(depth, a, ao, rows, row, b, bo, bStep, c, co, cRow, first);
            } else if (width == LANES) {
                RowTile8x1.multiply(depth, a, ao, rows, row, b, bo, bStep, c, co, cRow, first);
            } else {
                RowTile8x2.multiply(depth, a, ao, rows, row, b, bo, bStep, c, co, cRow, first);
            }
            return;
        }
        if (width == WIDTH) {
            RowTile4x3.multiply(depth, a, ao, rows, row, b, bo, bStep, c, co, cRow, first);
        } else if (width == LANES) {
            RowTile4x1.multiply(depth, a, ao, rows, row, b, bo, bStep, c, co, cRow, first);
        } else {
            RowTile4x2.multiply(depth, a, ao, rows, row, b, bo, bStep, c, co, cRow, first);
        }
    }

    /** How many panels of the widest tile come first. */
    static int widePanels(int columns) {
        int panels = columns / WIDTH;
        int rest = columns - panels * WIDTH;
        return rest > 0 && rest <= LANES ? Math.max(0, panels - 1) : panels;
    }

    /** Width of the next panel: four vectors are better done as two and two than as three and one. */
    static int panelWidth(int columns) {
        if (columns > 4 * LANES) {
            return WIDTH;
        }
        if (columns > WIDTH) {
            return 2 * LANES;
        }
        return (columns + LANES - 1) / LANES * LANES;
    }
}

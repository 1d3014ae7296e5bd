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

    /** Where a tile starts: one that would hang over the end moves back, unless sums over k go on from C. */
    static int start(int done, int tile, int size, boolean wholeDepth) {
        return wholeDepth && size >= tile ? Math.min(done, size - tile) : done;
    }
}

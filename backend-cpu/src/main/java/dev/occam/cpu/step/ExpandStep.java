package dev.occam.cpu.step;

import java.util.Arrays;

/**
 * Repeats values along more axes.
 *
 * @param kind how
 * @param source a register with one value, or one value a row
 */
public record ExpandStep(Kind kind, int source, int target) implements Step {
    public enum Kind {
        /** One value for all rows. */
        LAUNCH_TO_ROWS,
        /** One value for all coordinates. */
        LAUNCH_TO_COORDINATES,
        /** A row's coordinates lie next to each other. */
        ALONG_ROWS,
        /** Neighbouring coordinates belong to neighbouring rows. */
        ACROSS_ROWS
    }

    @Override
    public void run(Block block) {
        float[] from = block.registers[source];
        float[] to = block.registers[target];
        switch (kind) {
            case LAUNCH_TO_ROWS -> Arrays.fill(to, 0, block.rows, from[0]);
            case LAUNCH_TO_COORDINATES -> Arrays.fill(to, 0, block.count, from[0]);
            case ALONG_ROWS -> alongRows(from, to, block.rows, block.count / block.rows);
            case ACROSS_ROWS -> {
                System.arraycopy(from, 0, to, 0, block.rows);
                LoadStep.repeat(to, block.rows, block.count);
            }
        }
    }

    private static void alongRows(float[] from, float[] to, int rows, int length) {
        for (int row = 0, at = 0; row < rows; row++, at += length) {
            Arrays.fill(to, at, at + length, from[row]);
        }
    }
}

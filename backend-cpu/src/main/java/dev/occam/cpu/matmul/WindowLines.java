package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;
import java.util.Arrays;

/**
 * The rows of images that a block of windows looks at, each copied once with its padding, and where in them each window's
 * runs start.
 */
final class WindowLines {
    private final int most;
    private float[] values = new float[0];
    private int[] starts = new int[0];
    /** Where the lines of the row of windows before start, by run. */
    private int[] before = new int[0];

    private int[] current = new int[0];

    /**
     * @param most windows of a block, a multiple of a tile's rows
     */
    WindowLines(int most) {
        this.most = most;
    }

    float[] values() {
        return values;
    }

    /** Where runs start in the values, by {@link #at}. */
    int[] starts() {
        return starts;
    }

    /** The place of a run of a window. */
    int at(int run, int window) {
        return run * most + window;
    }

    /** Copies what windows {@code first …} look at. */
    void pack(ViewPacker windows, int first, int count) {
        int runs = windows.runs();
        if (starts.length < runs * most) {
            starts = new int[runs * most];
            before = new int[runs];
            current = new int[runs];
        }
        values = Scratch.atLeast(values, runs * windows.lineLengths(first, count));
        int to = 0;
        int rowBefore = -1;
        int countBefore = 0;
        for (int done = 0; done < count; ) {
            int row = windows.rowOf(first + done);
            int within = windows.placeOf(first + done);
            int inRow = windows.windowsInRow(first + done, count - done);
            boolean sameExtent = rowBefore >= 0 && within == 0 && inRow == countBefore;
            for (int run = 0; run < runs; run++) {
                if (sameExtent && run + 1 < runs && windows.isSameLine(row, run, rowBefore, run + 1)) {
                    current[run] = before[run + 1];
                } else {
                    current[run] = to;
                    to += windows.copyLine(row, within, inRow, run, values, to);
                }
                for (int i = 0; i < inRow; i++) {
                    starts[at(run, done + i)] = current[run] + i * windows.windowStep();
                }
            }
            rowBefore = within == 0 ? row : -1;
            countBefore = inRow;
            int[] spare = before;
            before = current;
            current = spare;
            done += inRow;
        }
        fillUp(runs, count);
    }

    /** A tile that hangs over the end reads the last window again. */
    private void fillUp(int runs, int count) {
        int end = Math.min(most, (count + Tiles.ROWS - 1) / Tiles.ROWS * Tiles.ROWS);
        for (int run = 0; run < runs; run++) {
            Arrays.fill(starts, at(run, count), at(run, end), starts[at(run, count - 1)]);
        }
    }
}

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
    /** For each value of a window where it is, from the window's start on. */
    private int[] places = new int[0];
    /** What the places were made from: where each run starts, from the window's start on, and how long runs are. */
    private int[] distances = new int[0];

    private int placedLength;

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

    /** For each value of a window of the row of windows that {@code window} is in, how far from the window's start it is. */
    int[] places(int window, int runs, int length) {
        boolean same = distances.length == runs && placedLength == length;
        for (int run = 0; same && run < runs; run++) {
            same = distances[run] == starts[at(run, window)] - starts[window];
        }
        if (same) {
            return places;
        }
        if (distances.length != runs) {
            distances = new int[runs];
        }
        if (places.length < runs * length) {
            places = new int[runs * length];
        }
        placedLength = length;
        for (int run = 0; run < runs; run++) {
            distances[run] = starts[at(run, window)] - starts[window];
            for (int i = 0; i < length; i++) {
                places[run * length + i] = distances[run] + i;
            }
        }
        return places;
    }

    /** Copies what windows {@code first …} look at in the runs {@code firstRun … endRun−1}, which are numbered from 0 here. */
    void pack(ViewPacker windows, int first, int count, int firstRun, int endRun) {
        copy(windows, first, count, firstRun, endRun, true);
        fillUp(endRun - firstRun, count);
    }

    /** The same in all runs, for tiles that know where windows start from the first of their row of windows. */
    void packRows(ViewPacker windows, int first, int count) {
        copy(windows, first, count, 0, windows.runs(), false);
    }

    private void copy(ViewPacker windows, int first, int count, int firstRun, int endRun, boolean eachWindow) {
        int runs = endRun - firstRun;
        if (starts.length < runs * most) {
            starts = new int[runs * most];
            before = new int[runs];
            current = new int[runs];
        }
        values = Scratch.atLeast(values, runs * windows.lineLengths(first, count) + slack(windows));
        int to = 0;
        int rowBefore = -1;
        int countBefore = 0;
        for (int done = 0; done < count; ) {
            int row = windows.rowOf(first + done);
            int within = windows.placeOf(first + done);
            int inRow = windows.windowsInRow(first + done, count - done);
            boolean sameExtent = rowBefore >= 0 && within == 0 && inRow == countBefore;
            for (int run = 0; run < runs; run++) {
                if (sameExtent
                        && run + 1 < runs
                        && windows.isSameLine(row, firstRun + run, rowBefore, firstRun + run + 1)) {
                    current[run] = before[run + 1];
                } else {
                    current[run] = to;
                    to += windows.copyLine(row, within, inRow, firstRun + run, values, to);
                }
                int started = eachWindow ? inRow : 1;
                for (int i = 0; i < started; i++) {
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
    }

    /** What a tile reads behind the last line, and throws away. */
    private static int slack(ViewPacker windows) {
        return Math.max(Tiles.WIDTH, WindowTiles.MOST_ROWS * windows.windowStep());
    }

    /** A tile that hangs over the end reads the last window again. */
    private void fillUp(int runs, int count) {
        int end = Math.min(most, (count + Tiles.ROWS - 1) / Tiles.ROWS * Tiles.ROWS);
        for (int run = 0; run < runs; run++) {
            Arrays.fill(starts, at(run, count), at(run, end), starts[at(run, count - 1)]);
        }
    }
}

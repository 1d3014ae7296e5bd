package dev.occam.opencl;

import dev.occam.device.AxisOrder;
import dev.occam.device.Program;

/**
 * How the rows of a program are worked on. It follows from the program and the kind of device alone, and so does the order
 * of every sum.
 *
 * @param across whether lanes, or neighbouring work-items, belong to neighbouring rows rather than to one
 * @param width lanes of a vector
 * @param units rows, or where {@code across} vectors of rows
 * @param unitsOfItem units that one work-item does
 * @param chunks into how many chunks a row is cut
 * @param chunkLength values of a chunk
 * @param local work-items of a group
 */
record RowPlan(boolean across, int width, int units, int unitsOfItem, int chunks, int chunkLength, int local) {
    private static final int MOST_CHUNKS = 256;
    private static final int SHORT_ROW = 32;
    private static final int GROUP = 64;
    private static final int LARGE_GROUP = 256;
    /** With vectors: work that is worth a second work-item's while. */
    private static final int ENOUGH = 4096;
    /** With groups: work-items that keep a GPU busy. */
    private static final int BUSY = 1 << 15;

    static RowPlan of(Program program, Target target) {
        int rank = program.space().size();
        int rowRank = rank - program.reduced();
        int length = program.rowLength();
        boolean across =
                rowRank > 0 && (AxisOrder.of(program).runsAlongRows() || target.grouped() && length < SHORT_ROW);
        if (target.grouped()) {
            return grouped(program.rows(), length, across);
        }
        if (across) {
            int neighbours = program.space().get(rowRank - 1);
            int width = target.widthFor(neighbours, true);
            int units = program.rows() / neighbours * (int) Source.divide(neighbours, width);
            return vectors(true, width, units, length, length * width);
        }
        int neighbours = program.space().get(rank - 1);
        int width = target.widthFor(neighbours, program.reduced() == 1);
        return vectors(false, width, program.rows(), length, length);
    }

    private static RowPlan vectors(boolean across, int width, int units, int length, int work) {
        int unitsOfItem = Math.max(1, FlatText.BLOCK / Math.max(1, work));
        if (Source.divide(units, unitsOfItem) >= 16 || (long) units * work <= 8L * ENOUGH) {
            return new RowPlan(across, width, units, unitsOfItem, 1, length, 1);
        }
        int most = (int) Source.divide(length, MOST_CHUNKS);
        int chunk = Math.max(across ? ENOUGH / width : ENOUGH, most);
        return chunked(across, width, units, length, chunk, 1);
    }

    private static RowPlan grouped(int rows, int length, boolean across) {
        int most = (int) Source.divide(length, MOST_CHUNKS);
        if (across) {
            boolean isBusy = rows >= BUSY || length <= GROUP;
            return isBusy
                    ? new RowPlan(true, 1, rows, 1, 1, length, GROUP)
                    : chunked(true, 1, rows, length, Math.max(SHORT_ROW, most), GROUP);
        }
        int local = length < LARGE_GROUP * 2 ? GROUP : LARGE_GROUP;
        boolean isBusy = (long) rows * local >= BUSY || length <= 8 * LARGE_GROUP;
        return isBusy
                ? new RowPlan(false, 1, rows, 1, 1, length, local)
                : chunked(false, 1, rows, length, Math.max(4 * LARGE_GROUP, most), local);
    }

    private static RowPlan chunked(boolean across, int width, int units, int length, int chunk, int local) {
        int chunkLength = (int) Source.divide(chunk, width) * width;
        int chunks = (int) Source.divide(length, chunkLength);
        return new RowPlan(across, width, units, 1, chunks, chunks == 1 ? length : chunkLength, local);
    }
}

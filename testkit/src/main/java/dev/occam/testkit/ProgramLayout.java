package dev.occam.testkit;

import dev.occam.device.Program;
import java.util.Arrays;
import java.util.List;

/**
 * Where the values of a program's lines lie: those of a row's line at the number of the row, those of other lines row after
 * row.
 */
final class ProgramLayout {
    private final List<Boolean> perRow;
    private final int[] sizes;
    private final int[] rowSizes;
    private final int rows;
    private final int rowLength;

    ProgramLayout(Program program) {
        this.perRow = program.perRow();
        this.sizes = program.space().stream().mapToInt(Integer::intValue).toArray();
        this.rowSizes = Arrays.copyOf(sizes, sizes.length - program.reduced());
        this.rows = program.rows();
        this.rowLength = program.rowLength();
    }

    /** Number of values of a line. */
    int count(int line) {
        return perRow.get(line) ? rows : rows * rowLength;
    }

    /** The coordinates of a line's value; for a row's line those of the row's first value. */
    int[] coordinates(int line, int position) {
        if (!perRow.get(line)) {
            return Coordinates.of(position, sizes);
        }
        return Arrays.copyOf(Coordinates.of(position, rowSizes), sizes.length);
    }

    /** Where the operand lies that meets a line's value. */
    int operand(int line, int position, int operand) {
        return perRow.get(operand) && !perRow.get(line) ? position / rowLength : position;
    }

    /** Where a line's value lies at one coordinate of a row. */
    int inRow(int line, int row, int within) {
        return perRow.get(line) ? row : row * rowLength + within;
    }
}

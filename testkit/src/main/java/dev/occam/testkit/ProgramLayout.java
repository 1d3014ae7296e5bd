package dev.occam.testkit;

import dev.occam.device.Program;
import java.util.List;

/**
 * Where the values of a program's lines lie: those of a row's line at the number of the row, those of other lines row after
 * row.
 */
final class ProgramLayout {
    private final Program program;
    private final List<Boolean> perRow;
    private final int rows;
    private final int rowLength;

    ProgramLayout(Program program) {
        this.program = program;
        this.perRow = program.perRow();
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
            return Coordinates.of(position, program.space());
        }
        int rowAxes = program.space().size() - program.reduced();
        int[] outer = Coordinates.of(position, program.space().subList(0, rowAxes));
        int[] coordinates = new int[program.space().size()];
        System.arraycopy(outer, 0, coordinates, 0, rowAxes);
        return coordinates;
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

package dev.occam.cpu.matmul;

/** Rows of a part of C, which lie apart by a stride. */
final class Rows {
    private Rows() {}

    static void copy(float[] from, int fo, int fRow, float[] to, int o, int toRow, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, fo + r * fRow, to, o + r * toRow, columns);
        }
    }
}

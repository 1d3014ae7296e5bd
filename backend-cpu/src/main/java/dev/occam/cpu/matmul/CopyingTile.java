package dev.occam.cpu.matmul;

/** A {@link Tile} that copies the vectors of B as it reads them, one k after another, for the tiles that come after it. */
public interface CopyingTile {
    /**
     * The vectors of k go to {@code panel[panelOffset + k*columns + column]}, the rest is as in {@link Tile#multiply}.
     */
    void multiply(
            int depth,
            float[] a,
            int ao,
            int aStep,
            int[] rows,
            int row,
            float[] b,
            int bo,
            int bStep,
            float[] c,
            int co,
            int cRow,
            boolean first,
            float[] panel,
            int panelOffset);
}

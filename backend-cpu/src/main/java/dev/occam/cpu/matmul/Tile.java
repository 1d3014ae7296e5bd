package dev.occam.cpu.matmul;

/**
 * A register tile: C (+)= A·B over some rows and vectors of columns, one fma for each element and k, k ascending.
 *
 * <p>{@link TileClass} writes one for each size and {@link TileLeft way of reading A}.
 */
public interface Tile {
    /**
     * B is at {@code b[bo + k*bStep + column]}, C at {@code c[co + row*cRow + column]}, and A where {@link TileLeft} says.
     *
     * @param first whether the sums start from zero; otherwise they go on from C
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
            boolean first);
}

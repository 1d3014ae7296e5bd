package dev.occam.cpu.matmul;

/** Multiplies a rectangle of a product on the calling thread, with scratch memory of its own. Not thread-safe. */
public interface MatmulWorker {
    /**
     * Writes the rectangle of C = A·B into a row-major array and hands each finished part to {@code finish}.
     *
     * <p>Element (i, j) goes to {@code c[cOffset + i*cRow + j]}; only elements of the rectangle are written.
     * Every element is the fma chain over k ascending from +0, whatever the path, blocking or rectangle.
     */
    void multiply(
            Packer a,
            Packer b,
            int k,
            int firstRow,
            int rows,
            int firstColumn,
            int columns,
            float[] c,
            int cOffset,
            int cRow,
            Finish finish);

    /** The same for a C that only {@code finish} sees: the values are in scratch memory and are gone afterwards. */
    void multiply(Packer a, Packer b, int k, int firstRow, int rows, int firstColumn, int columns, Finish finish);
}

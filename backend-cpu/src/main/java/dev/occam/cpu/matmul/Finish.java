package dev.occam.cpu.matmul;

/** Receives each rectangle of a product when its sums over k are complete and it is still in the cache. */
@FunctionalInterface
public interface Finish {
    /** Does nothing: the product needs no epilogue. */
    Finish NOTHING = (values, offset, rowStride, firstRow, rows, firstColumn, columns) -> {};

    /**
     * Element (firstRow + r, firstColumn + c) of the product is {@code values[offset + r*rowStride + c]}.
     *
     * <p>Called on any thread of the pool, once for each element of the product.
     * When the product is written in place, {@code values} is the output, and changes to it are the result.
     */
    void accept(float[] values, int offset, int rowStride, int firstRow, int rows, int firstColumn, int columns);
}

package dev.occam.cpu.matmul;

/** Multiplies on the calling thread, with scratch memory of its own. Not thread-safe. */
public interface MatmulWorker {
    /**
     * Sums up a rectangle of a product and hands its parts to the product's finish.
     *
     * <p>Of the output, only elements of the rectangle are written.
     * Every element is the fma chain over k ascending from +0, whatever the path, blocking or rectangle.
     */
    void multiply(Product product, int firstRow, int rows, int firstColumn, int columns);

    /** The whole product. */
    default void multiply(Product product) {
        multiply(product, 0, product.rows(), 0, product.columns());
    }
}

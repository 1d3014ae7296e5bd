package dev.occam.benchmark.blas;

import dev.occam.benchmark.work.Product;
import org.bytedeco.javacpp.FloatPointer;

/** A library's product of row-major matrices. The number of threads is in the environment of the process. */
interface Blas {
    String version();

    /** C = A·B. */
    void multiply(Product product, FloatPointer a, FloatPointer b, FloatPointer c);

    /** The distance between rows of A as it lies. */
    static int leftRow(Product product) {
        return product.transposedLeft() ? product.m() : product.k();
    }

    /** The distance between rows of B as it lies. */
    static int rightRow(Product product) {
        return product.transposedRight() ? product.k() : product.n();
    }
}

package dev.occam.cpu.matmul;

import java.util.Optional;

/**
 * A product C = A·B, m x k times k x n, and what becomes of it. Made once, multiplied as often as wanted.
 *
 * @param rows of A and of C, m
 * @param depth columns of A and rows of B, k
 * @param columns of B and of C, n
 * @param output where C is written; without one only {@code finish} sees it, in scratch memory
 * @param finish receives the parts of C
 */
public record Product(
        int rows, int depth, int columns, Packer left, Packer right, Optional<Output> output, Finish finish) {
    /** Whether the sums of one column are neighbours. */
    boolean isDenseAsColumn() {
        return output.isEmpty() || output.get().rowStride() == 1;
    }
}

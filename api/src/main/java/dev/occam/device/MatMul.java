package dev.occam.device;

import java.util.List;

/**
 * Batched matrix product C[b, i, j] = Σₖ A[b, i, k]·B[b, k, j], with an epilogue on the finished values.
 *
 * <p>Operands are read through views over the axes [b, m, k] and [b, k, n]. The epilogue is a program over the space
 * [batch, m, n] whose line {@link Instruction.Product} is C; C itself goes nowhere unless the epilogue stores it. The
 * epilogue reduces nothing and does not store where the operands are read.
 *
 * @param batch number of products
 * @param m rows of A and C
 * @param n columns of B and C
 * @param k columns of A and rows of B
 * @param leftBuffer the buffer of A, numbered with those of the epilogue
 * @param left where A lies, over the axes [b, m, k]
 * @param rightBuffer the buffer of B
 * @param right where B lies, over the axes [b, k, n]
 * @param epilogue what becomes of C
 */
public record MatMul(
        int batch, int m, int n, int k, int leftBuffer, View left, int rightBuffer, View right, Program epilogue) {
    public MatMul {
        if (!epilogue.space().equals(List.of(batch, m, n)) || epilogue.reduced() != 0) {
            throw new IllegalArgumentException(
                    "the epilogue must run over [%d, %d, %d], not %s".formatted(batch, m, n, epilogue.space()));
        }
    }

    /** One more than the highest buffer number. */
    public int buffers() {
        return Math.max(epilogue.buffers(), Math.max(leftBuffer, rightBuffer) + 1);
    }

    @Override
    public String toString() {
        return "matmul %s [%dx%dx%d, k %d] b%d%s * b%d%s\n%s"
                .formatted(
                        epilogue.name(),
                        batch,
                        m,
                        n,
                        k,
                        leftBuffer,
                        left,
                        rightBuffer,
                        right,
                        epilogue.toString()
                                .lines()
                                .skip(1)
                                .reduce((a, b) -> a + "\n" + b)
                                .orElse(""));
    }
}

package dev.occam.device;

import java.util.ArrayList;
import java.util.List;

/**
 * Batched matrix product C[b, i, j] = Σₖ A[b, i, k]·B[b, k, j], with an epilogue on the finished values.
 *
 * <p>Rows i, columns j and the inner index k may each be several axes, numbered row by row: a convolution's rows are images,
 * heights and widths, its inner axes those of a window. Operands are read through views over {@link #leftSpace} and
 * {@link #rightSpace}. The epilogue is a program over the space [batch, rows…, columns…] whose line
 * {@link Instruction.Product} is C; C itself goes nowhere unless the epilogue stores it. The epilogue reduces nothing and
 * does not store where the operands are read.
 *
 * @param batch number of products
 * @param rows sizes of the axes that are the rows of A and C, outermost first; at least one
 * @param columns sizes of the axes that are the columns of B and C
 * @param inner sizes of the axes that are summed over
 * @param leftBuffer the buffer of A, numbered with those of the epilogue
 * @param left where A lies, over the axes [b, rows…, inner…]
 * @param rightBuffer the buffer of B
 * @param right where B lies, over the axes [b, inner…, columns…]
 * @param epilogue what becomes of C
 */
public record MatMul(
        int batch,
        List<Integer> rows,
        List<Integer> columns,
        List<Integer> inner,
        int leftBuffer,
        View left,
        int rightBuffer,
        View right,
        Program epilogue) {
    public MatMul {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        inner = List.copyOf(inner);
        if (rows.isEmpty() || columns.isEmpty() || inner.isEmpty()) {
            throw new IllegalArgumentException("rows %s, columns %s and inner %s must have at least one axis each"
                    .formatted(rows, columns, inner));
        }
        List<Integer> space = space(batch, rows, columns);
        if (!epilogue.space().equals(space) || epilogue.reduced() != 0) {
            throw new IllegalArgumentException(
                    "the epilogue must run over %s, not %s".formatted(space, epilogue.space()));
        }
        requireAxes("left", left, 1 + rows.size() + inner.size());
        requireAxes("right", right, 1 + inner.size() + columns.size());
    }

    /** A product with one axis each: m rows, n columns, k values to sum over. */
    public MatMul(
            int batch, int m, int n, int k, int leftBuffer, View left, int rightBuffer, View right, Program epilogue) {
        this(batch, List.of(m), List.of(n), List.of(k), leftBuffer, left, rightBuffer, right, epilogue);
    }

    /** Rows of A and C. */
    public int m() {
        return product(rows);
    }

    /** Columns of B and C. */
    public int n() {
        return product(columns);
    }

    /** Columns of A and rows of B. */
    public int k() {
        return product(inner);
    }

    /** The axes of A: [b, rows…, inner…]. */
    public List<Integer> leftSpace() {
        return space(batch, rows, inner);
    }

    /** The axes of B: [b, inner…, columns…]. */
    public List<Integer> rightSpace() {
        return space(batch, inner, columns);
    }

    /** Whether rows, columns and inner index are one axis each. */
    public boolean isPlain() {
        return rows.size() == 1 && columns.size() == 1 && inner.size() == 1;
    }

    /** One more than the highest buffer number. */
    public int buffers() {
        return Math.max(epilogue.buffers(), Math.max(leftBuffer, rightBuffer) + 1);
    }

    private static List<Integer> space(int batch, List<Integer> outer, List<Integer> inner) {
        List<Integer> space = new ArrayList<>();
        space.add(batch);
        space.addAll(outer);
        space.addAll(inner);
        return List.copyOf(space);
    }

    private static int product(List<Integer> sizes) {
        int product = 1;
        for (int axis = 0; axis < sizes.size(); axis++) {
            product = Math.multiplyExact(product, sizes.get(axis));
        }
        return product;
    }

    private static void requireAxes(String operand, View view, int axes) {
        if (view.element().strides().size() != axes) {
            throw new IllegalArgumentException("the %s operand has %d axes, but its view %s is over %d"
                    .formatted(operand, axes, view, view.element().strides().size()));
        }
    }

    @Override
    public String toString() {
        return "matmul %s [%dx%sx%s, k %s] b%d%s * b%d%s\n%s"
                .formatted(
                        epilogue.name(),
                        batch,
                        axes(rows),
                        axes(columns),
                        axes(inner),
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

    private static String axes(List<Integer> sizes) {
        if (sizes.size() == 1) {
            return sizes.get(0).toString();
        }
        StringBuilder text = new StringBuilder("(");
        for (int size : sizes) {
            text.append(text.length() > 1 ? "x" : "").append(size);
        }
        return text.append(')').toString();
    }
}

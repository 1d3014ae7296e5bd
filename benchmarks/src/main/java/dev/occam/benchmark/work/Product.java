package dev.occam.benchmark.work;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * C = A·B in float32; C [m, n] and operands are dense and row-major, a transposed one as [k, m] or [n, k].
 *
 * @param transposedLeft whether A lies transposed
 * @param transposedRight whether B lies transposed
 */
public record Product(int m, int k, int n, boolean transposedLeft, boolean transposedRight) implements Work {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})( tA)?( tB)?");
    private static final int CHECKED_ENTRIES = 400;
    private static final double LARGEST_ERROR = 1e-5;

    public Product {
        if (m < 1 || k < 1 || n < 1) {
            throw new IllegalArgumentException("a product needs sizes of at least 1, not %dx%dx%d".formatted(m, k, n));
        }
    }

    static Product parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a product is MxKxN, then tA or tB for a transposed operand, not \"%s\"".formatted(text));
        }
        return new Product(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4) != null,
                matcher.group(5) != null);
    }

    @Override
    public String name() {
        return "matmul " + m + "x" + k + "x" + n + (transposedLeft ? " tA" : "") + (transposedRight ? " tB" : "");
    }

    /** Floating-point operations. */
    public double operations() {
        return 2.0 * m * k * n;
    }

    /** Values of A as it lies. */
    public float[] left() {
        return Examples.noise(1, m * k);
    }

    /** Values of B as it lies. */
    public float[] right() {
        return Examples.noise(2, k * n);
    }

    /**
     * Compares some entries of C with products in double.
     *
     * @return the largest error as a fraction of the sum of absolute products
     * @throws IllegalStateException if it is not small
     */
    public double check(float[] left, float[] right, float[] result) {
        long entries = (long) m * n;
        double worst = 0;
        for (long entry = 0; entry < entries; entry += entries / CHECKED_ENTRIES + 1) {
            int row = (int) (entry / n);
            int column = (int) (entry % n);
            double sum = 0;
            double size = 0;
            for (int i = 0; i < k; i++) {
                double a = left[transposedLeft ? i * m + row : row * k + i];
                double b = right[transposedRight ? column * k + i : i * n + column];
                sum += a * b;
                size += Math.abs(a * b);
            }
            double error = Math.abs(sum - result[(int) entry]) / size;
            if (!(error < LARGEST_ERROR)) {
                throw new IllegalStateException("%s: entry [%d, %d] is %s instead of %s"
                        .formatted(name(), row, column, result[(int) entry], sum));
            }
            worst = Math.max(worst, error);
        }
        return worst;
    }
}

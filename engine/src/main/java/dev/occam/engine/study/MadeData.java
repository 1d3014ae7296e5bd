package dev.occam.engine.study;

import java.util.Locale;
import java.util.Random;

/** Data sets by formula, for shapes that the shipped ones do not have. The same text on every Java. */
final class MadeData {
    private static final int SPARSE_ROWS = 600;
    private static final int SPARSE_WIDTH = 300;
    private static final int SPARSE_RELEVANT = 10;
    private static final int FRIEDMAN_ROWS = 1_000;
    private static final int FRIEDMAN_WIDTH = 10;

    private MadeData() {}

    /**
     * Far more columns than matter: x ~ N(0, 1)³⁰⁰, and the class is yes where x₁ − x₂ + x₃ − … − x₁₀ + ε > 0 with ε ~ N(0, 1).
     */
    static String sparse() {
        Random random = new Random(20_261);
        StringBuilder text = header(SPARSE_WIDTH, "class");
        for (int row = 0; row < SPARSE_ROWS; row++) {
            double score = random.nextGaussian();
            for (int column = 0; column < SPARSE_WIDTH; column++) {
                double x = rounded(random.nextGaussian());
                text.append(cell(x)).append(',');
                score += column >= SPARSE_RELEVANT ? 0 : column % 2 == 0 ? x : -x;
            }
            text.append(score > 0 ? "yes\n" : "no\n");
        }
        return text.toString();
    }

    /**
     * y = 10 sin(πx₁x₂) + 20(x₃ − ½)² + 10x₄ + 5x₅ + ε with x uniform in [0, 1]¹⁰ and ε ~ N(0, 1), divided by 5 so that its
     * deviation is about 1. (Friedman, Multivariate Adaptive Regression Splines, 1991.)
     */
    static String friedman() {
        Random random = new Random(1_991);
        StringBuilder text = header(FRIEDMAN_WIDTH, "y");
        for (int row = 0; row < FRIEDMAN_ROWS; row++) {
            double[] x = new double[FRIEDMAN_WIDTH];
            for (int column = 0; column < x.length; column++) {
                x[column] = rounded(random.nextDouble());
                text.append(cell(x[column])).append(',');
            }
            double y = 10 * StrictMath.sin(Math.PI * x[0] * x[1])
                    + 20 * (x[2] - 0.5) * (x[2] - 0.5)
                    + 10 * x[3]
                    + 5 * x[4]
                    + random.nextGaussian();
            text.append(cell(rounded(y / 5))).append('\n');
        }
        return text.toString();
    }

    private static StringBuilder header(int width, String label) {
        StringBuilder text = new StringBuilder();
        for (int column = 1; column <= width; column++) {
            text.append('x').append(column).append(',');
        }
        return text.append(label).append('\n');
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }

    private static String cell(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

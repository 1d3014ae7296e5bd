package dev.occam.engine.statistics;

/**
 * A mean of a few values, and how far it may be from the truth.
 *
 * @param mean of the values
 * @param standardError of the mean; 0 where all values are equal
 * @param degrees of freedom of the standard error, at least 1
 */
public record Estimate(double mean, double standardError, int degrees) {
    /** How sure intervals are where nothing else is said. */
    public static final double CONFIDENCE = 0.95;

    public Estimate {
        if (degrees < 1) {
            throw new IllegalArgumentException("an estimate needs at least two values");
        }
    }

    /** Of independent values, such as runs with several seeds: s/√n. */
    public static Estimate of(double... values) {
        return scaled(values, 1.0 / values.length);
    }

    /**
     * Of the values that the folds of a cross-validation gave. Their training parts overlap, so the values are not
     * independent and s/√K is too small: √(1/K + 1/(K − 1))·s instead, 1/(K − 1) being the ratio of the parts' sizes
     * (Nadeau and Bengio 2003).
     */
    public static Estimate ofFolds(double... values) {
        return scaled(values, 1.0 / values.length + 1.0 / Math.max(1, values.length - 1));
    }

    /** Of {@code first − second}, pair by pair: what both have in common cancels. For independent pairs. */
    public static Estimate ofPairs(double[] first, double[] second) {
        return of(differences(first, second));
    }

    /** Of {@code first − second}, fold by fold of the same cross-validation; corrected as {@link #ofFolds}. */
    public static Estimate ofFoldPairs(double[] first, double[] second) {
        return ofFolds(differences(first, second));
    }

    /** Where the truth is, at 95 %. */
    public Interval interval() {
        return interval(CONFIDENCE);
    }

    /**
     * Where the truth is: mean ± t·standard error, with Student's t.
     *
     * @param confidence above 0 and below 1
     */
    public Interval interval(double confidence) {
        double reach = StudentT.quantile((1 + confidence) / 2, degrees) * standardError;
        return new Interval(mean - reach, mean + reach);
    }

    private static Estimate scaled(double[] values, double factor) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int degrees = values.length - 1;
        return new Estimate(mean, Math.sqrt(factor * squares / Math.max(1, degrees)), degrees);
    }

    private static double[] differences(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "pairs need as many of one as of the other, not %d and %d".formatted(first.length, second.length));
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        return differences;
    }
}

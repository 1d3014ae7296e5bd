package dev.occam.benchmark.driver;

import java.util.Arrays;

/** Quantiles by linear interpolation between the two nearest values in order. */
public final class Quantile {
    private Quantile() {}

    /** @param fraction 0 for the smallest, 0.5 for the median, 1 for the largest */
    public static double of(double[] values, double fraction) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there is no quantile of no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = fraction * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

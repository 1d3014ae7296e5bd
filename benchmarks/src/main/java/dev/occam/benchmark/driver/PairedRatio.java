package dev.occam.benchmark.driver;

import java.util.Arrays;

/**
 * How many times as long one thing takes as another, by the ratios of repetitions that were measured side by side.
 *
 * @param median of the ratios
 * @param low lower end of an interval that holds the true median at least 19 times in 20, whatever the ratios' distribution;
 *     0 where there are fewer than 6 ratios, too few for such an interval
 * @param high upper end; infinite where there are fewer than 6
 */
record PairedRatio(double median, double low, double high) {
    private static final double WRONG_ON_EACH_SIDE = 0.025;

    /** @param numerator and denominator of each round, in the same order */
    static PairedRatio of(double[] numerator, double[] denominator) {
        int count = Math.min(numerator.length, denominator.length);
        if (count == 0) {
            throw new IllegalArgumentException("there is no ratio of no repetitions");
        }
        double[] ratios = new double[count];
        Arrays.setAll(ratios, i -> numerator[i] / denominator[i]);
        Arrays.sort(ratios);
        if (Math.pow(0.5, count) > WRONG_ON_EACH_SIDE) {
            return new PairedRatio(Quantile.of(ratios, 0.5), 0, Double.POSITIVE_INFINITY);
        }
        int outside = outside(count);
        return new PairedRatio(Quantile.of(ratios, 0.5), ratios[outside], ratios[count - 1 - outside]);
    }

    /** Values to leave out at each end, for the sign test's interval of the median. */
    private static int outside(int count) {
        double probability = Math.pow(0.5, count);
        double below = probability;
        int outside = 0;
        while (below + probability * (count - outside) / (outside + 1) <= WRONG_ON_EACH_SIDE) {
            probability *= (double) (count - outside) / (outside + 1);
            below += probability;
            outside++;
        }
        return outside;
    }

    /** Whether it is above a threshold by more than chance explains. */
    boolean isAbove(double threshold) {
        return low > threshold;
    }
}

package dev.occam.engine.report;

/**
 * How the values of a weight are spread.
 *
 * @param name of the weight
 * @param low the left end of the first bin
 * @param high the right end of the last bin
 * @param counts of the values in bins of equal width; exact zeros are not among them
 * @param zeros how many values are exactly 0
 */
record WeightHistogram(String name, double low, double high, int[] counts, int zeros) {
    private static final int BINS = 41;

    /** Over all finite values. */
    public static WeightHistogram of(String name, float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        double bound = largest == 0 ? 1 : largest;
        int[] counts = new int[BINS];
        int zeros = 0;
        for (float value : values) {
            if (value == 0) {
                zeros++;
            } else if (Float.isFinite(value)) {
                counts[Math.min(BINS - 1, (int) ((value + bound) / (2 * bound) * BINS))]++;
            }
        }
        return new WeightHistogram(name, -bound, bound, counts, zeros);
    }
}

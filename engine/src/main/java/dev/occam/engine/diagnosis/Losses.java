package dev.occam.engine.diagnosis;

/**
 * The data losses of the examples of a part.
 *
 * @param mean of the losses
 * @param variance of the losses
 * @param size examples
 */
public record Losses(double mean, double variance, int size) {
    /** How many standard errors a mean is uncertain by, at 95 %. */
    private static final double DEVIATIONS = 1.96;

    /** Of these losses. */
    public static Losses of(double[] losses) {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        double mean = sum / losses.length;
        double squares = 0;
        for (double loss : losses) {
            squares += (loss - mean) * (loss - mean);
        }
        return new Losses(mean, squares / Math.max(1, losses.length - 1), losses.length);
    }

    /** By how much the mean may differ from that of all examples there could be, at 95 %. */
    public double margin() {
        return DEVIATIONS * Math.sqrt(variance / size);
    }

    /** The same for the difference of two means of different examples. */
    public double marginTo(Losses other) {
        return Math.hypot(margin(), other.margin());
    }
}

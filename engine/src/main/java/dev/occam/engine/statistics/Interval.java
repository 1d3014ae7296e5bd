package dev.occam.engine.statistics;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
    /** Whether a value is in it, its ends included; never where an end is not a number. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}

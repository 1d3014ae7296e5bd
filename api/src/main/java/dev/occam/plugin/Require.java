package dev.occam.plugin;

import java.math.BigDecimal;

/**
 * Checks for the constructors of plugins, whose messages name the option, what is allowed and what was given.
 *
 * <pre>{@code
 * Require.finiteAtLeastZero("lambda", lambda);   // lambda must be a finite number >= 0 (lambda=-1)
 * }</pre>
 */
public final class Require {
    private Require() {}

    /** A strength: finite and not negative. */
    public static void finiteAtLeastZero(String option, double value) {
        that(value >= 0 && value < Double.POSITIVE_INFINITY, option, "a finite number >= 0", value);
    }

    /** A size: finite and above zero. */
    public static void finiteAboveZero(String option, double value) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, option, "a finite number > 0", value);
    }

    /** A fraction that leaves something: at least 0 and below 1. */
    public static void atLeastZeroBelowOne(String option, double value) {
        that(value >= 0 && value < 1, option, "a number >= 0 and < 1", value);
    }

    /** A count: at least 1. */
    public static void atLeastOne(String option, long value) {
        that(value >= 1, option, "a whole number >= 1", value);
    }

    /** Anything else: {@code that(limit > floor, "limit", "a number above floor", limit)}. */
    public static void that(boolean holds, String option, String allowed, Object value) {
        if (!holds) {
            String text = value instanceof Double number ? text(number) : String.valueOf(value);
            throw new IllegalArgumentException("%s must be %s (%s=%s)".formatted(option, allowed, option, text));
        }
    }

    /** A number as people write it, without loss: {@code 1}, {@code 0.1}, {@code 1e-5}. */
    public static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        if (value != 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7)) {
            return String.valueOf(value).replace(".0E", "e").replace('E', 'e');
        }
        return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}

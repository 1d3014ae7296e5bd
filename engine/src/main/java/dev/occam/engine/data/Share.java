package dev.occam.engine.data;

import dev.occam.error.RequestException;
import java.util.Optional;

/**
 * How much of a data set: a fraction below 1, or from 1 on a number of rows; 0 is nothing.
 *
 * @param value 0 ≤ value < 1, or a whole number up to 2^31 − 1
 */
public record Share(double value) {
    /** No rows. */
    public static final Share NONE = new Share(0);

    public Share {
        if (!allows(value)) {
            throw new IllegalArgumentException(
                    "must be a fraction from 0 to below 1 or a whole number of rows, not " + plain(value));
        }
    }

    /** A fraction or a number of rows; empty if {@code value} is neither. */
    public static Optional<Share> from(double value) {
        return allows(value) ? Optional.of(new Share(value)) : Optional.empty();
    }

    /** Whether this is no rows at all. */
    public boolean isNone() {
        return value == 0;
    }

    /** As a spec writes it: 0.2, or 100. */
    public Number toNumber() {
        return value >= 1 || value == 0 ? (Number) (int) value : (Number) value;
    }

    @Override
    public String toString() {
        return plain(value);
    }

    /**
     * Number of rows out of {@code total}: a fraction is rounded to the nearest, but never down to none.
     *
     * @param what the option that says so
     * @throws RequestException if no row would be left
     */
    int of(int total, String what, String name) {
        if (isNone()) {
            return 0;
        }
        long count = value >= 1 ? (long) value : Math.max(1, Math.round(value * total));
        if (count >= total) {
            throw new RequestException(
                    "data: %s: %s takes %s of the %s rows of %s and leaves none for training.\n  Choose a smaller part."
                            .formatted(what, this, count, total, name));
        }
        return (int) count;
    }

    private static boolean allows(double value) {
        boolean fraction = value >= 0 && value < 1;
        return fraction || (value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

package dev.occam.engine.study;

import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.statistics.Interval;
import java.util.Locale;

/** How a number is read. */
enum Quantity {
    /** A fraction, as percent. */
    FRACTION {
        @Override
        String text(double value) {
            return String.format(Locale.ROOT, "%.1f %%", 100 * value);
        }
    },
    /** A difference of fractions, as points. */
    POINTS {
        @Override
        String text(double value) {
            return signed("%+.1f", 100 * value);
        }
    },
    /** A difference of natural logarithms, as percent of the second. */
    RATIO {
        @Override
        String text(double value) {
            return signed("%+.1f", 100 * Math.expm1(value)) + " %";
        }
    },
    /** A plain difference. */
    DIFFERENCE {
        @Override
        String text(double value) {
            return signed("%+.3g", value);
        }
    },
    /** A number that is not negative. */
    NUMBER {
        @Override
        String text(double value) {
            double size = Math.abs(value);
            return size >= 100 || size == 0
                    ? String.format(Locale.ROOT, "%,.0f", value)
                    : String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.01 ? "%.3f" : "%.2e", value);
        }
    };

    abstract String text(double value);

    /** What rounds to nothing has no sign. */
    private static String signed(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("[+-]0\\.0*") ? text.substring(1) : text;
    }

    /** The interval as far as there can be such values. */
    Interval interval(Estimate estimate) {
        Interval interval = estimate.interval();
        return switch (this) {
            case FRACTION -> new Interval(Math.max(0, interval.low()), Math.min(1, interval.high()));
            case NUMBER -> new Interval(Math.max(0, interval.low()), interval.high());
            case POINTS, RATIO, DIFFERENCE -> interval;
        };
    }

    /** Mean and interval: {@code 92.1 % (91.0 % to 93.2 %)}. */
    String text(Estimate estimate) {
        if (!Double.isFinite(estimate.mean())) {
            return "no figure";
        }
        Interval interval = interval(estimate);
        return "%s (%s to %s)".formatted(text(estimate.mean()), text(interval.low()), text(interval.high()));
    }
}

package dev.occam.engine.tune;

import dev.occam.SearchRange;
import dev.occam.plugin.Require;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Values of a range as numbers. */
final class Numbers {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,4})?");
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** A number, where the text is one. */
    static OptionalDouble of(String text) {
        return NUMBER.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /** Whether all values of a range are numbers. */
    static boolean areIn(SearchRange range) {
        return !(range instanceof SearchRange.Choices choices)
                || choices.values().stream().allMatch(value -> of(value).isPresent());
    }

    /** The value at this place of a range of numbers, 0 its low end and 1 its high end; four digits in between. */
    static String at(SearchRange range, double place) {
        if (range instanceof SearchRange.Logarithmic log) {
            double logarithm = (1 - place) * StrictMath.log(log.low()) + place * StrictMath.log(log.high());
            return between(log.low(), log.high(), place, StrictMath.exp(logarithm));
        }
        SearchRange.Linear linear = (SearchRange.Linear) range;
        return between(linear.low(), linear.high(), place, (1 - place) * linear.low() + place * linear.high());
    }

    private static String between(double low, double high, double place, double value) {
        if (place == 0 || place == 1) {
            return Require.text(place == 0 ? low : high);
        }
        double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
        return Require.text(Math.min(high, Math.max(low, rounded)));
    }
}

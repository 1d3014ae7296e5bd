package dev.occam.benchmark.driver;

import java.util.Locale;

/** How times and names are written in tables. */
final class Columns {
    private Columns() {}

    /** Three digits and a unit. */
    static String time(double seconds) {
        if (seconds < 1e-3) {
            return digits(seconds * 1e6) + " us";
        }
        return seconds < 1 ? digits(seconds * 1e3) + " ms" : digits(seconds) + " s";
    }

    /** Three digits. */
    static String digits(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "~";
    }
}

package dev.occam.engine.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Text in a page: escaped, and numbers as people read them. */
public final class Html {
    private Html() {}

    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    boolean control =
                            Character.isISOControl(point) && point != '\n' || point >= 0xd800 && point < 0xe000;
                    escaped.appendCodePoint(control ? 0xfffd : point);
                }
            }
        });
        return escaped.toString();
    }

    /** Four digits that matter. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(Locale.ROOT, size < 10 ? "%.4f" : size < 1000 ? "%.2f" : "%,.0f", value);
    }

    /** As short as a tick of an axis can be. */
    public static String tick(double value) {
        String text = String.format(Locale.ROOT, "%.6g", value);
        if (text.contains("e") || value != 0 && Math.abs(value) < 1e-3) {
            return String.format(Locale.ROOT, "%.0e", value)
                    .replace("e-0", "e-")
                    .replace("e+0", "e");
        }
        return text.replaceAll("\\.?0+$", "");
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    public static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }

    static String percent(OptionalDouble fraction) {
        return fraction.isPresent() ? percent(fraction.getAsDouble()) : "–";
    }

    /** A strength between 0 and 1. */
    static String strength(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A coordinate of a drawing. */
    static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}

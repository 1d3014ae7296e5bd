package dev.occam.engine.data;

import java.util.Comparator;
import java.util.Locale;

/** What the text of one cell of a table means. */
final class Cell {
    /** Numbers by size, then text by code point. */
    static final Comparator<String> BY_VALUE = Cell::compare;

    private Cell() {}

    /** Blank, {@code ?}, {@code NA} and {@code NaN} (in any case) say that there is no value. */
    static boolean isMissing(String text) {
        return switch (text.length()) {
            case 0 -> true;
            case 1 -> text.charAt(0) == '?';
            case 2 -> text.equals("NA");
            case 3 -> text.toLowerCase(Locale.ROOT).equals("nan");
            default -> false;
        };
    }

    /** A decimal number, infinities too; NaN if it is none. Java's hexadecimal and suffixed forms are text. */
    static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return infinity(text);
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    static boolean isNumber(String text) {
        return !Double.isNaN(number(text));
    }

    /** One spelling for each number, so that 1, 1.0 and 01 are one class. */
    static String canonical(String text) {
        double value = number(text);
        if (Double.isNaN(value)) {
            return text;
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static double infinity(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private static int compare(String a, String b) {
        // Double.compare puts NaN, which is text here, after all numbers.
        int bySize = Double.compare(number(a), number(b));
        return bySize != 0 ? bySize : byCodePoint(a, b);
    }

    /** String.compareTo orders by UTF-16 unit, which differs above U+FFFF. */
    private static int byCodePoint(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                if (Character.isSurrogate(x) == Character.isSurrogate(y)) {
                    return Character.compare(x, y);
                }
                return Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}

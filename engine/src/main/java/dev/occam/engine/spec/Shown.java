package dev.occam.engine.spec;

/** How messages show what a user wrote: short, on one line, without control characters. */
final class Shown {
    private static final int LONGEST = 60;
    private static final int LONGEST_LINE = 500;

    private Shown() {}

    static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    static String plain(String text) {
        return shortened(text, LONGEST);
    }

    /** A message that quotes what a user wrote. */
    static String line(String text) {
        return shortened(text, LONGEST_LINE);
    }

    private static String shortened(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(longest + 1L).forEach(point -> {
            boolean printable = !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT;
            shown.appendCodePoint(printable ? point : '\uFFFD');
        });
        return text.codePointCount(0, text.length()) > longest
                ? shown.substring(0, shown.offsetByCodePoints(0, longest)) + "…"
                : shown.toString();
    }
}

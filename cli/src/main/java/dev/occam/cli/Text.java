package dev.occam.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and words as people read them. */
final class Text {
    private static final int LONGEST = 300;

    private Text() {}

    /** One printable line, cut where it is very long. */
    static String line(String text) {
        String printable = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String of(long number, String what) {
        return count(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** Four digits that matter. */
    static String loss(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        return value != 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e5)
                ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.4f" : "%.1f", value);
    }

    static String percent(OptionalDouble fraction) {
        return fraction.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * fraction.getAsDouble());
    }

    static String seconds(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return of(bytes, "byte");
        }
        double megabytes = bytes / 1e6;
        return megabytes < 10_000
                ? String.format(Locale.ROOT, megabytes < 10 ? "%.2f MB" : "%.0f MB", megabytes)
                : String.format(Locale.ROOT, "%.1f GB", megabytes / 1e3);
    }

    /** Lines of at most this width, broken at spaces or else after punctuation where that is possible. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            String rest = paragraph.stripTrailing();
            while (rest.length() > width) {
                int cut = cut(rest, width);
                lines.add(rest.substring(0, cut).stripTrailing());
                rest = rest.substring(cut).stripLeading();
            }
            lines.add(rest);
        }
        return lines;
    }

    private static int cut(String text, int width) {
        int space = text.lastIndexOf(' ', width);
        while (space > 0 && text.startsWith("%", space + 1)) {
            space = text.lastIndexOf(' ', space - 1); // a number and its % stay together
        }
        if (space > 0 && !text.substring(0, space).isBlank()) {
            return space;
        }
        for (int cut = width; cut > width / 2; cut--) {
            if (",[(:/-+".indexOf(text.charAt(cut - 1)) >= 0) {
                return cut;
            }
        }
        return width;
    }
}

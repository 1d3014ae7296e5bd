package dev.occam.engine.file;

import java.nio.file.Path;
import java.util.Locale;

/** Text from a file or a user made safe for a one-line message: control characters escaped, long text cut. */
public final class Printable {
    private static final int LONGEST = 60;

    private Printable() {}

    /** In double quotes, cut after 60 characters. */
    public static String quoted(String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String end = text.length() <= LONGEST ? "\"" : "...\" (" + text.length() + " characters)";
        return "\"" + escape(shown) + end;
    }

    /** A file's path as the user gave it. */
    public static String path(Path path) {
        return escape(path.toString());
    }

    /** What an exception of the JDK says, cut to one short line. */
    public static String reason(Exception cause) {
        return line(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /** The first line of a message, cut after 120 characters. */
    public static String line(String message) {
        String shown = escape(message.lines().findFirst().orElse("").strip());
        return shown.length() <= 2 * LONGEST ? shown : shown.substring(0, 2 * LONGEST) + "...";
    }

    /** A number of bytes as people read it. */
    public static String bytes(long count) {
        if (count < 10_000) {
            return count + " bytes";
        }
        if (count < 10_000_000) {
            return String.format(Locale.ROOT, "%.1f KB", count / 1e3);
        }
        return count < 10_000_000_000L
                ? String.format(Locale.ROOT, "%.1f MB", count / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", count / 1e9);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean unprintable = Character.isISOControl(character)
                    || (Character.isSurrogate(character) && !belongsToPair(text, i))
                    || Character.getType(character) == Character.FORMAT
                    || Character.getType(character) == Character.LINE_SEPARATOR
                    || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
            escaped.append(unprintable ? String.format(Locale.ROOT, "\\u%04x", (int) character) : character);
        }
        return escaped.toString();
    }

    private static boolean belongsToPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}

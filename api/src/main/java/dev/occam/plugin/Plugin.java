package dev.occam.plugin;

import java.util.Locale;

/**
 * Something that Occam finds at run time and a user selects by name.
 *
 * <p>A plugin is a public record: its components are the options, its no-argument constructor gives the defaults, its
 * compact constructor refuses bad values with an {@link IllegalArgumentException} that names option and value, and
 * {@code @AutoService} (or a service file) registers it.
 */
public interface Plugin {
    /** What users call it: the class name in kebab case, so {@code DecoupledDecay} is {@code decoupled-decay}. */
    default String name() {
        return nameOf(getClass());
    }

    /** The name of a plugin class. */
    static String nameOf(Class<? extends Plugin> type) {
        return nameOf(type.getSimpleName());
    }

    /** What users call what Java calls this: {@code maxNorm} and {@code MaxNorm} are {@code max-norm}. */
    static String nameOf(String identifier) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < identifier.length(); i++) {
            if (i > 0 && beginsWord(identifier, i)) {
                name.append('-');
            }
            name.append(identifier.charAt(i));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    /** A capital after a small letter or a digit, or the last of several before a small letter. */
    private static boolean beginsWord(String identifier, int index) {
        char before = identifier.charAt(index - 1);
        if (!isCapital(identifier.charAt(index))) {
            return false;
        }
        boolean isLastCapital = index + 1 < identifier.length() && isSmall(identifier.charAt(index + 1));
        return isSmall(before) || ('0' <= before && before <= '9') || (isCapital(before) && isLastCapital);
    }

    private static boolean isCapital(char letter) {
        return 'A' <= letter && letter <= 'Z';
    }

    private static boolean isSmall(char letter) {
        return 'a' <= letter && letter <= 'z';
    }
}

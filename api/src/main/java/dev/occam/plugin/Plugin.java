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
        return identifier
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}

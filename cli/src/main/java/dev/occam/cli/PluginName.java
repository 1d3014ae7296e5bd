package dev.occam.cli;

import dev.occam.error.RequestException;
import dev.occam.plugin.Plugin;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a new plugin is called.
 *
 * @param text what users write: {@code soft-hoyer}
 * @param className what Java calls it: {@code SoftHoyer}
 */
record PluginName(String text, String className) {
    /** Reads {@code soft-hoyer} or {@code SoftHoyer}. */
    static PluginName of(String given) {
        String className = given.matches("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*")
                ? Arrays.stream(given.split("-"))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining())
                : given;
        if (!className.matches("[A-Z][A-Za-z0-9]*")) {
            throw new RequestException(
                    "\"%s\" cannot be a plugin's name.%n  Write small letters and digits with hyphens between, as in soft-hoyer, or SoftHoyer."
                            .formatted(Text.line(given)));
        }
        String text = Plugin.nameOf(className);
        if (!className.equals(given) && !text.equals(given)) {
            throw new RequestException(
                    "\"%s\" cannot be a plugin's name: its class %s would be called \"%s\".%n  Take that name, or longer words."
                            .formatted(given, className, text));
        }
        return new PluginName(text, className);
    }
}

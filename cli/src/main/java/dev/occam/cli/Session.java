package dev.occam.cli;

import dev.occam.Engine;
import dev.occam.catalog.PluginCatalog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** One call of the program: its surroundings, and the options that every command takes. */
final class Session {
    /** Columns that people's output may take. */
    static final int WIDTH = 80;

    private final Surroundings surroundings;
    private final GlobalOptions options;

    Session(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean isJson() {
        return options.json();
    }

    boolean isQuiet() {
        return options.quiet();
    }

    boolean isDebug() {
        return options.debug();
    }

    /** Where people read: standard output, or standard error where the other belongs to JSON. */
    PrintStream people() {
        return options.json() ? surroundings.err() : surroundings.out();
    }

    /** Whether a line may be drawn again and again. */
    boolean animated() {
        return surroundings.terminal()
                && !options.quiet()
                && !"dumb".equals(surroundings.environment().get("TERM"));
    }

    boolean colours() {
        boolean refused =
                !surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return surroundings.terminal()
                && !refused
                && !"dumb".equals(surroundings.environment().get("TERM"));
    }

    Style style() {
        return new Style(colours());
    }

    Engine engine() {
        return surroundings.engines().apply(options.plugins());
    }

    PluginCatalog catalog() {
        return surroundings.catalogs().apply(options.plugins());
    }

    /** The one JSON document. */
    void json(Object document) {
        try {
            surroundings.out().println(Json.MAPPER.writeValueAsString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.occam.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
final class GlobalOptions {
    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document on standard output.")
    private boolean json;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Print results and errors only.")
    private boolean quiet;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    private final Set<Path> plugins = new LinkedHashSet<>();

    /** Called for the options before a command's name and after it, and each time with all so far. */
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Find plugins in this folder, too. Repeatable.")
    void plugins(List<Path> folders) {
        plugins.addAll(folders);
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    List<Path> plugins() {
        return List.copyOf(plugins);
    }

    boolean debug() {
        return debug;
    }
}

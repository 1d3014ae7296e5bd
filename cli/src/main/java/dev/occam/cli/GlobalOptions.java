package dev.occam.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
final class GlobalOptions {
    private final OptionSpec json = flag("--json", "Print one JSON document on standard output.");
    private final OptionSpec quiet = flag("--quiet", "Print results and errors only.");
    private final OptionSpec debug = flag("--debug", "Show the stack trace of an error.");
    private final Folders plugins = new Folders();

    /** Help and version are the last; picocli's own would come first. It asks them itself whether they were given. */
    void addTo(CommandSpec spec) {
        spec.addOption(json).addOption(quiet).addOption(debug);
        spec.addOption(OptionSpec.builder("--plugins")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .getter(plugins)
                .setter(plugins)
                .paramLabel("DIR")
                .scopeType(ScopeType.INHERIT)
                .description("Find plugins in this folder, too. Repeatable.")
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Show this help message and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .versionHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Print version information and exit.")
                .build());
    }

    private static OptionSpec flag(String name, String description) {
        return Options.flag(name, description).toBuilder()
                .scopeType(ScopeType.INHERIT)
                .build();
    }

    /** Told of the folders before a command's name and of those after it, and each time of all so far. */
    private static final class Folders implements IGetter, ISetter {
        private final Set<Path> all = new LinkedHashSet<>();
        private Object last;

        @Override
        // The form is picocli's, which asks for what it has set.
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T get() {
            return (T) last;
        }

        @Override
        public <T> T set(T value) {
            if (value instanceof Collection<?> folders) {
                for (Object folder : folders) {
                    all.add((Path) folder);
                }
            }
            T before = get();
            last = value;
            return before;
        }
    }

    boolean json() {
        return Options.given(json);
    }

    boolean quiet() {
        return Options.given(quiet);
    }

    List<Path> plugins() {
        return List.copyOf(plugins.all);
    }

    boolean debug() {
        return Options.given(debug);
    }
}

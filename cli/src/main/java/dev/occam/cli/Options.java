package dev.occam.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Makes options without annotations, for the commands whose start is counted: an annotation is read through classes that
 * the JVM generates in each start.
 */
final class Options {
    private Options() {}

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build();
    }

    static OptionSpec text(String name, String label, String description) {
        return valued(name, String.class, label, description);
    }

    static OptionSpec path(String name, String label, String description) {
        return valued(name, Path.class, label, description);
    }

    private static OptionSpec valued(String name, Class<?> type, String label, String description) {
        return OptionSpec.builder(name)
                .type(type)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec texts(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static boolean given(OptionSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }
}

package dev.occam.cli;

import dev.occam.error.Suggestion;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line. */
final class Usage {
    private Usage() {}

    static List<String> problem(ParameterException error) {
        if (!(error instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return List.of(Text.line(error.getMessage()));
        }
        CommandLine line = error.getCommandLine();
        String wanted = unmatched.getUnmatched().get(0);
        if (!wanted.startsWith("-")) {
            boolean command = line.getParent() == null;
            List<String> known = line.getSubcommands().keySet().stream().toList();
            return List.of(
                    command
                            ? "No command is called \"%s\".%s Commands: %s."
                                    .formatted(Text.line(wanted), nearest(wanted, known), String.join(", ", known))
                            : "\"%s\" is one argument too many.".formatted(Text.line(wanted)));
        }
        String name = wanted.split("=", 2)[0];
        List<String> known = line.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .toList();
        return List.of("%s has no option %s.%s"
                .formatted(line.getCommandSpec().qualifiedName(), Text.line(name), nearest(name, known)));
    }

    private static String nearest(String wanted, List<String> known) {
        Optional<String> nearest = Suggestion.nearest(wanted, known);
        return nearest.map(name -> " Nearest: " + name + ".").orElse("");
    }
}

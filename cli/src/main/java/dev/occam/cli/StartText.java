package dev.occam.cli;

import dev.occam.Coverage;
import dev.occam.RunStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known before the first step: backend, sizes, and which rules act on which weights. */
final class StartText {
    private static final int LABEL = 9;

    private StartText() {}

    static List<String> lines(RunStart start, Optional<String> data, Style style) {
        List<String> lines = new ArrayList<>();
        add(lines, style, "backend", start.backend() + ": " + start.device());
        if (!start.choice().isBlank()) {
            add(lines, style, "", start.choice());
        }
        add(
                lines,
                style,
                "data",
                data.map(name -> name + ", ").orElse("")
                        + "%s to train on, %s an epoch"
                                .formatted(
                                        Text.of(start.trainExamples(), "example"),
                                        Text.of(start.stepsPerEpoch(), "step")));
        String resumed = start.firstEpoch() > 1 ? ", from epoch " + start.firstEpoch() : "";
        add(
                lines,
                style,
                "model",
                "%s, at most %s%s"
                        .formatted(
                                Text.of(start.parameters(), "parameter"), Text.of(start.epochs(), "epoch"), resumed));
        lines.add("");
        lines.addAll(coverage(start.coverage(), style));
        return lines;
    }

    static List<String> coverage(Coverage coverage, Style style) {
        Table table = new Table("", "weight", "role", "shape", "rules", ">values");
        for (Coverage.Row row : coverage.rows()) {
            table.row(
                    names(row),
                    row.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    row.shape().toString(),
                    rules(row),
                    Text.count(row.shape().elements()));
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        coverage.activations().forEach(line -> lines.addAll(Text.wrap(line, Session.WIDTH)));
        for (String warning : coverage.warnings()) {
            lines.add("");
            Text.wrap("warning: " + warning, Session.WIDTH).forEach(line -> lines.add(style.warning(line)));
        }
        return lines;
    }

    /** A weight that several layers use has a name in each. */
    private static String names(Coverage.Row row) {
        return row.aliases().isEmpty() ? row.weight() : row.weight() + "\n= " + String.join("\n= ", row.aliases());
    }

    private static String rules(Coverage.Row row) {
        if (row.frozen()) {
            return "frozen";
        }
        return row.rules().isEmpty() ? "-" : String.join("\n", row.rules());
    }

    private static void add(List<String> lines, Style style, String label, String text) {
        String name = label + " ".repeat(LABEL - label.length());
        List<String> wrapped = Text.wrap(text, Session.WIDTH - LABEL);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add(i == 0 ? style.faint(name) + wrapped.get(i) : " ".repeat(LABEL) + wrapped.get(i));
        }
    }
}

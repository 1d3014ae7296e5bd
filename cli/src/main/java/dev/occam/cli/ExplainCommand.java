package dev.occam.cli;

import dev.occam.Coverage;
import dev.occam.Engine;
import dev.occam.Explanation;
import dev.occam.RunStart;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code occam explain}. */
@Command(
        name = "explain",
        header = "Prints the plan of a run and trains nothing.",
        description =
                "Builds the plan of a run and prints it: which rules act where, what they are called elsewhere, the"
                        + " order of an update, the programs of a step, memory.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: where the rules of a spec act, before hours are spent on it%n",
        footer = "  occam explain spec.yaml --regularizer l1:lambda=1e-5@hidden")
final class ExplainCommand implements Callable<Integer> {
    private final Session session;

    private final SpecOptions specOptions = new SpecOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private final CommandSpec specMixin = specOptions.mixin();

    @Option(names = "--listing", description = "Print the programs line by line.")
    private boolean listing;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Engine engine = session.engine();
        Explanation explanation = engine.explain(engine.read(specOptions.source(Optional.empty())));
        if (session.isJson()) {
            session.json(json(explanation));
            return 0;
        }
        PrintStream out = session.people();
        Style style = session.style();
        StartText.lines(explanation.start(), Optional.empty(), style).forEach(out::println);
        section(out, style, "elsewhere", explanation.equivalents());
        section(out, style, "one update, in this order", explanation.pipeline());
        section(
                out,
                style,
                "a step runs %s".formatted(Text.of(explanation.programs().size(), "program")),
                programs(explanation));
        section(out, style, "memory", memory(explanation.memoryBytes()));
        return 0;
    }

    private List<String> programs(Explanation explanation) {
        return explanation.programs().stream()
                .flatMap(program -> listing ? program.lines() : program.lines().limit(1))
                .toList();
    }

    private static List<String> memory(Map<String, Long> bytes) {
        Table table = new Table("", "", ">");
        bytes.forEach((purpose, count) -> table.row(purpose, Text.bytes(count)));
        return table.lines(new Style(false));
    }

    private static void section(PrintStream out, Style style, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.println();
        out.println(style.strong(title));
        for (String line : lines) {
            Text.wrap(line, Session.WIDTH - 2).forEach(part -> out.println("  " + part));
        }
    }

    private static Map<String, Object> json(Explanation explanation) {
        RunStart start = explanation.start();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("spec", explanation.effectiveSpec());
        json.put("backend", start.backend());
        json.put("device", start.device());
        json.put("choice", start.choice());
        json.put("train_examples", start.trainExamples());
        json.put("parameters", start.parameters());
        json.put("steps_per_epoch", start.stepsPerEpoch());
        json.put("coverage", coverage(start.coverage()));
        json.put("equivalents", explanation.equivalents());
        json.put("pipeline", explanation.pipeline());
        json.put("programs", explanation.programs());
        json.put("memory_bytes", explanation.memoryBytes());
        return json;
    }

    private static Map<String, Object> coverage(Coverage coverage) {
        List<Object> rows = new ArrayList<>();
        for (Coverage.Row row : coverage.rows()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("weight", row.weight());
            json.put("role", row.role().name().toLowerCase(Locale.ROOT));
            json.put("shape", row.shape().sizes());
            json.put("rules", row.rules());
            json.put("values", row.shape().elements());
            json.put("frozen", row.frozen());
            json.put("aliases", row.aliases());
            rows.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows);
        json.put("activations", coverage.activations());
        json.put("warnings", coverage.warnings());
        json.put("hash", coverage.hash());
        return json;
    }
}

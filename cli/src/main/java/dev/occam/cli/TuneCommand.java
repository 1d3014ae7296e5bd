package dev.occam.cli;

import dev.occam.Engine;
import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.SpecSource;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningSpec;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code occam tune}. */
@Command(
        name = "tune",
        header = "Chooses hyperparameters, the strength of regularization first of all.",
        description =
                "Trains a spec with many values of its keys on the same folds, says which is best, which simpler one is as"
                        + " good and what the data do not decide, and trains the choice on all data.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: how much decay 600 digits need, judged by 5 folds%n",
        footer = {
            "  occam tune --set data.rows=600 --folds 5 --trials 13 \\",
            "      --over regularizers.decoupled-decay.lambda=log:1e-5..1e1"
        })
final class TuneCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--over",
            paramLabel = "KEY=RANGE",
            description =
                    "What is searched: KEY=log:LOW..HIGH, KEY=lin:LOW..HIGH or KEY=choice:A,B,C, a key as --set has"
                            + " it. Repeatable.")
    private List<String> over = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "grid, random, halving (all trials get few epochs, good ones go on) or path (from strong to"
                    + " weak, each begins with the weights of the one before); grid where it is not given.")
    private String strategy;

    @Option(names = "--trials", paramLabel = "N", description = "How many values are tried, at most; usually 13.")
    private Integer trials;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Judge by cross-validation; by the validation part of the spec where it is not given.")
    private Integer folds;

    @Option(
            names = "--nested",
            paramLabel = "K",
            description = "Repeat the whole search in K outer folds: the honest error of what it chooses.")
    private Integer nested;

    @Option(
            names = "--choose",
            paramLabel = "WHICH",
            description =
                    "What is trained on all data: simplest, the simplest model within one standard error of the best"
                            + " (usual), or best.")
    private String choose;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "How many trainings run at once, with one thread each; usually one a core. Changes no result.")
    private Integer parallel;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder of the search; runs/<time>-tune-<data> where it is not given.")
    private Path output;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the search of this folder; nothing that is finished is done again.")
    private Path resume;

    private final SpecOptions specOptions = new SpecOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private final CommandSpec specMixin = specOptions.mixin();

    TuneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Engine engine = session.engine();
        TuningSpec spec = request(engine);
        Path folder = Optional.ofNullable(resume)
                .or(() -> Optional.ofNullable(output))
                .orElseGet(() -> {
                    String name =
                            "tune-" + RunFolders.nameOf(engine.read(spec.spec()).data());
                    return RunFolders.next(session.surroundings(), name);
                });
        TuningOptions options = checked(() -> new TuningOptions(folder, resume != null, optional(parallel)));
        TuningReport report = new TuningReport(session);
        TuningResult result;
        try (Interruption interruption = Interruption.of(session, report::end, () -> message(folder))) {
            result = engine.tune(spec, options, report);
        } finally {
            report.end();
        }
        report.finished(result);
        if (session.isJson()) {
            session.json(document(folder));
        }
        return 0;
    }

    private TuningSpec request(Engine engine) {
        SpecSource source = specOptions.source(Optional.empty());
        if (resume != null) {
            boolean more = source.text().isPresent()
                    || !source.settings().isEmpty()
                    || !over.isEmpty()
                    || output != null
                    || strategy != null
                    || choose != null
                    || trials != null
                    || folds != null
                    || nested != null;
            if (more) {
                throw new RequestException(
                        "--resume %s goes on with what was asked for there.%n  Leave out all other options but --parallel."
                                .formatted(Text.line(resume.toString())));
            }
            return engine.tuning(resume);
        }
        if (over.isEmpty()) {
            throw new RequestException(
                    "Say what to search, for instance%n  --over regularizers.decoupled-decay.lambda=log:1e-6..1e0"
                            .formatted());
        }
        List<SearchRange> ranges = over.stream().map(SearchRange::of).toList();
        return checked(() -> new TuningSpec(
                source,
                ranges,
                strategy == null ? SearchStrategy.GRID : oneOf(SearchStrategy.values(), "--strategy", strategy),
                optional(trials),
                optional(folds),
                optional(nested),
                choose == null ? TuningSpec.Choose.SIMPLEST : oneOf(TuningSpec.Choose.values(), "--choose", choose)));
    }

    private interface Request<T> {
        T make();
    }

    private static <T> T checked(Request<T> request) {
        try {
            return request.make();
        } catch (IllegalArgumentException e) {
            throw new RequestException("tune: " + Text.line(String.valueOf(e.getMessage())) + ".", e);
        }
    }

    private static <E extends Enum<E>> E oneOf(E[] values, String option, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new RequestException("%s must be %s, not %s."
                        .formatted(
                                option,
                                Arrays.stream(values)
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(" or ")),
                                Text.line(text))));
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    static String message(Path folder) {
        return Files.exists(folder.resolve("request.json"))
                ? "Interrupted. Finished trainings stand; go on with%n  occam tune --resume %s".formatted(folder)
                : "Interrupted before the first training.";
    }

    private static Object document(Path folder) {
        try {
            return Json.MAPPER.readTree(folder.resolve("tune.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

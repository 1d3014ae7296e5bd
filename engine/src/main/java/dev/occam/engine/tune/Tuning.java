package dev.occam.engine.tune;

import dev.occam.RunOptions;
import dev.occam.SearchRange;
import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningSpec;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.SplitMix;
import dev.occam.engine.data.Splits;
import dev.occam.engine.file.AtomicFile;
import dev.occam.engine.run.RunFolder;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.train.TrainingSetup;
import dev.occam.error.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A search from its request to its result. */
public final class Tuning {
    /** Keys that trials must share: with other data, seed or loss their losses would not compare. */
    private static final Set<String> SHARED = Set.of("data", "loss", "seed", "validation", "backend", "threads");

    private final Workshop workshop;
    private final TuningSpec request;
    private final TuningOptions options;
    private final TuningListener listener;
    private final TrainingSpec base;
    private final Simplicity simplicity;
    private final Splits splits;
    private final long begun = System.nanoTime();

    private Tuning(Workshop workshop, TuningSpec request, TuningOptions options, TuningListener listener) {
        this.workshop = workshop;
        this.request = request;
        this.options = options;
        this.listener = listener;
        for (SearchRange range : request.over()) {
            String key = range.path().split("\\.", 2)[0];
            if (SHARED.contains(key)) {
                throw new RequestException(
                        "--over %s: trials must share their %s, or their losses would not compare.\n  Run a search for each instead."
                                .formatted(range.path(), key));
            }
        }
        base = workshop.read(request.spec());
        simplicity = new Simplicity(base, request.over());
        splits = workshop.data(base);
    }

    /** Searches, chooses, trains what was chosen on all data, and writes the folder. */
    public static TuningResult run(
            Workshop workshop, TuningSpec request, TuningOptions options, TuningListener listener) {
        return new Tuning(workshop, request, options, listener).run();
    }

    /** The request of the search in this folder. */
    public static TuningSpec request(Path folder) {
        return RequestFile.read(folder).spec();
    }

    private TuningResult run() {
        List<Candidate> candidates = candidates();
        Judge judge = Judge.of(request, base.validation(), splits, splits.rows());
        List<Splits.Part> outer = request.nested().isPresent()
                ? splits.folds(splits.rows(), request.nested().getAsInt(), SplitMix.Purpose.OUTER_FOLDS)
                : List.of();
        outer.forEach(
                part -> judge(part.train())); // fewer rows than folds must be said now, not after the first search
        check(candidates, splits.prepare(judge.parts().get(0)));
        Path folder = begin(judge);
        TrialFiles files = TrialFiles.in(folder);
        String backend = workshop.backend(base);
        int jobs = candidates.size() * judge.parts().size();
        int usual = backend.equals("cpu") ? Runtime.getRuntime().availableProcessors() : 1;
        int parallel = Math.min(options.parallel().orElse(usual), jobs);
        try (Crew crew = new Crew(parallel)) {
            listener.started(new TuningListener.Start(
                    candidates.size(),
                    judge.parts().size(),
                    judge.parts().get(0).train().length,
                    judge.parts().get(0).held().length,
                    parallel,
                    backend));
            Outcome outcome = search(candidates, judge, crew, files, "search", "");
            Optional<TuningResult.Nested> nested = outer.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NestedSearch(this, crew, files).run(candidates, outer));
            TuningResult result = result(outcome, nested, refit(outcome, folder), folder);
            AtomicFile.writeText(folder.resolve("tune.json"), TuneJson.of(result));
            files.deleteStates();
            return result;
        }
    }

    /** The points as runs; all of them are read before anything is trained. */
    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (Point point : Points.of(request, base.seed())) {
            List<Setting> settings = new ArrayList<>(request.spec().settings());
            settings.addAll(point.settings());
            SpecSource source =
                    new SpecSource(request.spec().name(), request.spec().text(), settings);
            candidates.add(new Candidate(point, workshop.read(source)));
        }
        return candidates;
    }

    private void check(List<Candidate> candidates, PreparedData data) {
        for (Candidate candidate : candidates) {
            try {
                workshop.setup(candidate.spec(), data);
            } catch (RequestException e) {
                throw new RequestException(
                        "The trial with %s cannot run: %s"
                                .formatted(candidate.point().text(), e.getMessage()),
                        e);
            }
        }
    }

    /** The folder, with the request in it. */
    private Path begin(Judge judge) {
        Path folder = options.folder();
        RequestFile now =
                new RequestFile(request, splits.prepare(judge.parts().get(0)).hash());
        if (options.resume()) {
            RequestFile before = RequestFile.read(folder);
            if (!before.spec().equals(request)) {
                throw new RequestException(
                        "Cannot resume %s: it was begun with another request.\n  Resume it without other options, or begin a new search."
                                .formatted(folder));
            }
            if (!before.data().equals(now.data())) {
                throw new RequestException(
                        "Cannot resume %s: its data have changed since it was begun.\n  Begin a new search."
                                .formatted(folder));
            }
            return folder;
        }
        if (Files.exists(RequestFile.in(folder))) {
            throw new RequestException(
                    "%s holds a search already.\n  Go on with it by --resume, or choose another folder."
                            .formatted(folder));
        }
        RunFolder.create(folder);
        now.write(folder);
        return folder;
    }

    Outcome search(List<Candidate> candidates, Judge judge, Crew crew, TrialFiles files, String phase, String prefix) {
        Search search = new Search(workshop, splits, judge, crew, files, phase, prefix, listener);
        Comparator<Candidate> simplestFirst =
                Comparator.comparing(candidate -> candidate.point().values(), simplicity);
        List<Scored> scored = search.run(candidates, request.strategy(), simplestFirst);
        return Outcome.of(scored, request.over(), judge, simplicity);
    }

    Workshop workshop() {
        return workshop;
    }

    Splits splits() {
        return splits;
    }

    Judge judge(int[] rows) {
        return Judge.of(request, base.validation(), splits, rows);
    }

    int chosen(Outcome outcome) {
        return outcome.chosen(request.choice());
    }

    /** The chosen run for more rows than its trials had. */
    FinalSpec finalSpec(Outcome outcome, int rows) {
        Scored chosen = outcome.trials().get(chosen(outcome));
        PreparedData part = splits.prepare(outcome.judge().parts().get(0));
        TrainingSetup setup = workshop.setup(chosen.candidate().spec(), part);
        return FinalSpec.of(setup, chosen.keptEpoch(), outcome.judge().trainedRows(), rows);
    }

    private TuningResult.Refit refit(Outcome outcome, Path folder) {
        FinalSpec last = finalSpec(outcome, splits.trained(splits.rows()));
        Path run = folder.resolve("refit");
        Optional<Path> resume = new RunFolder(run).isBegun() ? Optional.of(run) : Optional.empty();
        TrainingResult result =
                workshop.train(last.spec(), new RunOptions(Optional.of(run), resume, false), listener.refit());
        result.model().close();
        return new TuningResult.Refit(run, result.epochs(), result.train(), result.test(), last.notes());
    }

    private TuningResult result(
            Outcome outcome, Optional<TuningResult.Nested> nested, TuningResult.Refit refit, Path folder) {
        List<TuningResult.Trial> trials = new ArrayList<>();
        for (int i = 0; i < outcome.trials().size(); i++) {
            trials.add(trial(outcome, i));
        }
        return new TuningResult(
                trials,
                outcome.best(),
                outcome.simplest(),
                chosen(outcome),
                outcome.judge().text(),
                Verdict.of(outcome, request, base, simplicity.isKnown()),
                nested,
                refit,
                (System.nanoTime() - begun) / 1e9,
                folder);
    }

    private static TuningResult.Trial trial(Outcome outcome, int index) {
        Scored scored = outcome.trials().get(index);
        double[] losses = scored.losses(outcome.judge());
        int rank = outcome.complete().indexOf(index);
        Estimate plain = Estimate.of(losses);
        Estimate shown = outcome.judge().estimate(losses);
        boolean failed = scored.failure().isPresent();
        Map<String, String> values = scored.candidate().point().values();
        return new TuningResult.Trial(
                scored.candidate().point().number(),
                values,
                Arrays.stream(losses).boxed().toList(),
                failed ? infinite() : estimate(plain, shown),
                rank < 0 || failed
                        ? Optional.empty()
                        : Optional.of(estimate(
                                outcome.ranking().differences().get(rank),
                                outcome.ranking().differences().get(rank))),
                failed ? OptionalDouble.empty() : scored.accuracy(),
                scored.epochs(),
                scored.failure());
    }

    private static TuningResult.Estimate infinite() {
        return new TuningResult.Estimate(Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, Double.NaN);
    }

    static TuningResult.Estimate estimate(Estimate plain, Estimate shown) {
        return new TuningResult.Estimate(
                plain.mean(),
                plain.standardError(),
                shown.interval().low(),
                shown.interval().high());
    }
}

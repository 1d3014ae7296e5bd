package dev.occam.cli;

import dev.occam.Metrics;
import dev.occam.TuningListener;
import dev.occam.TuningResult;
import dev.occam.TuningResult.Estimate;
import dev.occam.TuningResult.Trial;
import dev.occam.TuningSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A search that searched nothing. */
final class FakeTuning {
    private static final String[] VALUES = {"1e-5", "0.001", "0.1", "10"};
    private static final double[] LOSSES = {0.41234, 0.31234, 0.32345, Double.POSITIVE_INFINITY};

    private FakeTuning() {}

    static TuningResult of(TuningSpec spec, Path folder, TuningListener listener) {
        listener.started(new TuningListener.Start(4, 5, 1040, 260, 2, "cpu"));
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < VALUES.length; i++) {
            Map<String, String> values = new LinkedHashMap<>();
            int at = i;
            spec.over().forEach(range -> values.put(range.path(), VALUES[at]));
            listener.finished(
                    new TuningListener.Progress("search", i + 1, VALUES.length, "lambda=" + VALUES[i], LOSSES[i]));
            boolean failed = Double.isInfinite(LOSSES[i]);
            trials.add(new Trial(
                    i + 1,
                    values,
                    List.of(LOSSES[i], LOSSES[i]),
                    new Estimate(LOSSES[i], 0.01, LOSSES[i] - 0.02, LOSSES[i] + 0.02),
                    failed ? Optional.empty() : Optional.of(new Estimate(LOSSES[i] - 0.31234, 0.01, -0.004, 0.0261)),
                    failed ? OptionalDouble.empty() : OptionalDouble.of(0.91),
                    20,
                    failed ? Optional.of("The loss was not finite.") : Optional.empty()));
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("tune.json"), "{\"best\" : {\"lambda\" : 0.001}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TuningResult(
                trials,
                1,
                2,
                2,
                "5 folds, the same for all trials",
                List.of("lambda=0.001 is best: loss 0.3123, 95 % interval 0.2923 to 0.3323, and this goes on and on."),
                Optional.of(new TuningResult.Nested(
                        new Estimate(0.33, 0.01, 0.31, 0.35), OptionalDouble.of(0.9), 0.32, List.of())),
                new TuningResult.Refit(
                        folder.resolve("refit"),
                        20,
                        new Metrics(0.1, OptionalDouble.of(0.99)),
                        Optional.of(new Metrics(0.25, OptionalDouble.of(0.925))),
                        List.of("decoupled-decay: lambda 0.08 instead of 0.1, because of more rows.")),
                12.5,
                folder);
    }
}

package dev.occam.engine.tune;

import dev.occam.Engine;
import dev.occam.Occam;
import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.SpecSource;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Small data, and searches on them that take a fraction of a second. */
final class Searches {
    static final Engine ENGINE = Occam.engine();
    static final String DECAY = "regularizers.decoupled-decay.lambda=log:1e-3..1e1";

    private Searches() {}

    /** Three classes of flowers that overlap a little; four measures. */
    static Path flowers(Path folder, int rows) {
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder csv = new StringBuilder("a,b,c,d,species\n");
        for (int i = 0; i < rows; i++) {
            int kind = i % 3;
            for (int k = 0; k < 4; k++) {
                double centre = k == kind ? 1.2 : k == 3 ? 0.4 * kind : 0;
                csv.append(centre + normal(random)).append(',');
            }
            csv.append(List.of("rosa", "bellis", "iris").get(kind)).append('\n');
        }
        return write(folder.resolve("flowers.csv"), csv);
    }

    /** Values y = Xw + noise, where w is given. */
    static Path line(Path folder, int rows, double noise, double... w) {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder csv = new StringBuilder();
        for (int k = 0; k < w.length; k++) {
            csv.append("x").append(k).append(',');
        }
        csv.append("y\n");
        for (int i = 0; i < rows; i++) {
            double y = noise * normal(random);
            for (double weight : w) {
                float x = (float) normal(random);
                y += weight * x;
                csv.append(x).append(',');
            }
            csv.append((float) y).append('\n');
        }
        return write(folder.resolve("line.csv"), csv);
    }

    private static double normal(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    private static Path write(Path file, StringBuilder csv) {
        try {
            return Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small classifier of flowers with decay, six epochs. */
    static SpecSource flowerSpec(Path csv, String... more) {
        return spec(
                "data: {path: '" + csv + "', label: species, test: 0.2}",
                "model: [{dense: {units: 6}}, tanh, {dense: {units: 3}}]",
                "optimizer: {adam: {lr: 0.02}}",
                "regularizers: [{decoupled-decay: {lambda: 0.01}}]",
                "epochs: 6",
                "batch: 16",
                "validation: 0.25",
                "backend: cpu",
                String.join("\n", more));
    }

    /** A line without a bias, trained by whole batches until nothing moves. */
    static SpecSource lineSpec(Path csv, int epochs, double rate, String rules) {
        return spec(
                "data: {path: '" + csv + "', test: 0, standardize: false}",
                "model: [{dense: {units: 1, bias: false}}]",
                "loss: mean-squared-error",
                "optimizer: {sgd: {lr: " + rate + "}}",
                "regularizers: [" + rules + "]",
                "epochs: " + epochs,
                "batch: full",
                "backend: cpu");
    }

    static SpecSource spec(String... lines) {
        return new SpecSource("spec.yaml", Optional.of(String.join("\n", lines)), List.of());
    }

    static TuningSpec request(SpecSource spec, SearchStrategy strategy, int trials, int folds, String... over) {
        return new TuningSpec(
                spec,
                Arrays.stream(over).map(SearchRange::of).toList(),
                strategy,
                OptionalInt.of(trials),
                folds == 0 ? OptionalInt.empty() : OptionalInt.of(folds),
                OptionalInt.empty(),
                TuningSpec.Choose.SIMPLEST);
    }

    static TuningSpec nested(TuningSpec spec, int folds) {
        return new TuningSpec(
                spec.spec(),
                spec.over(),
                spec.strategy(),
                spec.trials(),
                spec.folds(),
                OptionalInt.of(folds),
                spec.choice());
    }

    static TuningResult tune(TuningSpec spec, Path folder) {
        return ENGINE.tune(spec, TuningOptions.into(folder), TuningListener.NONE);
    }

    static TuningResult tune(TuningSpec spec, Path folder, int parallel) {
        return ENGINE.tune(spec, new TuningOptions(folder, false, OptionalInt.of(parallel)), TuningListener.NONE);
    }

    /** All that a search wrote of its result, but for the time that it took and where it lies. */
    static String json(Path folder) throws IOException {
        return Files.readString(folder.resolve("tune.json"))
                .replaceAll("\"seconds\" : [^\n]*", "")
                .replace(folder.toString(), "FOLDER");
    }
}

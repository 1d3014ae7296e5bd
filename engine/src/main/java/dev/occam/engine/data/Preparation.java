package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.error.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Splits raw data, learns from the training part, and brings all parts into the form of {@link Preprocessing}. */
final class Preparation {
    private Preparation() {}

    static PreparedData of(RawData raw, DataOptions options, long seed) {
        Dataset examples = raw.examples();
        int[] all = IntStream.range(0, examples.size()).toArray();
        Stratified test = test(raw, options, all, seed);
        int validationCount = options.validation().of(test.rest().length, "validation", examples.name());
        Stratified validation = Stratified.take(
                examples.targets(), test.rest(), validationCount, SplitMix.of(seed, SplitMix.Purpose.VALIDATION));
        int[] trainRows = trainRows(examples, validation.rest(), options, seed);

        Optional<Dataset> testRows = ownTest(raw, options).or(() -> part(examples, test.taken()));
        return parts(raw, options, seed, trainRows, validation.taken(), testRows);
    }

    /** Learns from the training rows and applies it to all parts; the rows of the test part are changed. */
    static PreparedData parts(
            RawData raw, DataOptions options, long seed, int[] train, int[] validation, Optional<Dataset> test) {
        Dataset rawTrain = raw.examples().rows(train);
        boolean standardize = options.standardize().orElse(false);
        Preprocessing form = Standardization.learn(raw.form(), rawTrain, standardize);
        Dataset trainPart = LabelNoise.redraw(
                applied(form, rawTrain), options.labelNoise(), SplitMix.of(seed, SplitMix.Purpose.NOISE));
        Optional<Dataset> validationPart = part(raw.examples(), validation).map(part -> applied(form, part));
        Optional<Dataset> testPart = test.map(part -> applied(form, part));
        String hash = DataHash.of(List.of(Optional.of(trainPart), validationPart, testPart));
        return new PreparedData(trainPart, validationPart, testPart, form, hash);
    }

    static Stratified test(RawData raw, DataOptions options, int[] all, long seed) {
        if (raw.test().isPresent()) {
            if (options.test().isPresent() && !options.test().get().isNone()) {
                throw new RequestException(
                        "data: %s brings its own test part of %s rows, so test: %s means nothing.\n  Leave test out, or say test: 0 to leave that part out."
                                .formatted(
                                        raw.examples().name(),
                                        raw.test().get().size(),
                                        options.test().get()));
            }
            return new Stratified(new int[0], all);
        }
        int count = options.test()
                .orElse(Share.NONE)
                .of(all.length, "test", raw.examples().name());
        return Stratified.take(raw.examples().targets(), all, count, SplitMix.of(seed, SplitMix.Purpose.TEST));
    }

    private static Optional<Dataset> ownTest(RawData raw, DataOptions options) {
        return options.test().isPresent() ? Optional.empty() : raw.test();
    }

    static int[] trainRows(Dataset examples, int[] left, DataOptions options, long seed) {
        if (options.rows().isEmpty()) {
            return left;
        }
        int count = options.rows().get();
        if (count > left.length) {
            throw new RequestException(
                    "data: rows: %s asks for more than the %s rows of %s that test and validation leave.\n  Ask for fewer."
                            .formatted(count, left.length, examples.name()));
        }
        return Stratified.take(examples.targets(), left, count, SplitMix.of(seed, SplitMix.Purpose.ROWS))
                .taken();
    }

    private static Optional<Dataset> part(Dataset examples, int[] rows) {
        return rows.length == 0 ? Optional.empty() : Optional.of(examples.rows(rows));
    }

    /** In place: nobody else sees the raw values. */
    private static Dataset applied(Preprocessing form, Dataset raw) {
        form.apply(raw.features());
        return raw;
    }
}

package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A data set that is read once and split again and again; its test part stays out of all splits. */
public final class Splits {
    private final RawData raw;
    private final DataOptions options;
    private final long seed;
    private final int[] rows;

    /**
     * Rows to train on and rows that judge.
     *
     * @param train ascending
     * @param held ascending
     */
    public record Part(int[] train, int[] held) {}

    Splits(RawData raw, DataOptions options, long seed) {
        this.raw = raw;
        this.options = options;
        this.seed = seed;
        int[] all = IntStream.range(0, raw.examples().size()).toArray();
        rows = Preparation.test(raw, options, all, seed).rest();
    }

    /** All rows that are not of the test part, ascending. */
    public int[] rows() {
        return rows.clone();
    }

    /** How many of these rows a run trains on: all, or as many as the option {@code rows} says. */
    public int trained(int[] of) {
        return options.rows().orElse(of.length);
    }

    /**
     * Splits rows so that each is held out once; classes and sizes of the folds are as equal as can be.
     *
     * @param purpose the stream of random numbers
     * @throws RequestException if there are fewer rows than folds
     */
    public List<Part> folds(int[] of, int count, SplitMix.Purpose purpose) {
        if (count > of.length) {
            throw new RequestException(
                    "%d folds need as many rows, but %s has %d outside its test part and other folds.\n  Ask for fewer folds."
                            .formatted(count, raw.examples().name(), of.length));
        }
        SplitMix random = SplitMix.of(seed, purpose);
        int[] fold = new int[raw.examples().size()];
        int next = 0;
        for (int[] stratum : strata(of)) {
            random.shuffleFirst(stratum, stratum.length);
            for (int row : stratum) {
                fold[row] = next++ % count;
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int held = k;
            parts.add(new Part(
                    IntStream.of(of).filter(row -> fold[row] != held).toArray(),
                    IntStream.of(of).filter(row -> fold[row] == held).toArray()));
        }
        return parts;
    }

    /** The validation part that the options ask for, of these rows; of all rows it is the one that a run has. */
    public Part validation(int[] of) {
        int count =
                options.validation().of(of.length, "validation", raw.examples().name());
        Stratified split =
                Stratified.take(raw.examples().targets(), of, count, SplitMix.of(seed, SplitMix.Purpose.VALIDATION));
        return limited(new Part(split.rest(), split.taken()));
    }

    /** Reads nothing anew: preprocessing is learnt on the rows to train on, the held rows become the validation part. */
    public PreparedData prepare(Part part) {
        return Preparation.parts(raw, options, seed, part.train(), part.held(), Optional.empty());
    }

    /** The same with no more rows to train on than the option {@code rows} says. */
    public Part limited(Part part) {
        return new Part(Preparation.trainRows(raw.examples(), part.train(), options, seed), part.held());
    }

    private List<int[]> strata(int[] of) {
        if (!(raw.examples().targets() instanceof Targets.Classes classes)) {
            return List.of(of.clone());
        }
        return IntStream.range(0, classes.names().size())
                .mapToObj(k -> Arrays.stream(of)
                        .filter(row -> classes.labels()[row] == k)
                        .toArray())
                .toList();
    }

    /** The rows in blocks of nearly equal size, every so many rows of the data; at most {@code count} of them. */
    public static List<Dataset> blocks(Dataset data, int count) {
        int blocks = Math.min(count, data.size());
        return IntStream.range(0, blocks)
                .mapToObj(block -> data.rows(IntStream.range(0, data.size())
                        .filter(row -> row % blocks == block)
                        .toArray()))
                .toList();
    }
}

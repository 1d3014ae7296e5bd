package dev.occam;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * All that determines a search for hyperparameters.
 *
 * @param spec what is trained; its keys that {@code over} names are replaced
 * @param over what is searched, at least one range, no key twice
 * @param strategy how
 * @param trials how many points are tried, at most; the strategy decides where empty
 * @param folds of the cross-validation, at least 2; the spec's own validation part judges where empty
 * @param nested outer folds that tell the error of the whole search, at least 2; none where empty
 * @param choice which trial is trained again on all data
 */
public record TuningSpec(
        SpecSource spec,
        List<SearchRange> over,
        SearchStrategy strategy,
        OptionalInt trials,
        OptionalInt folds,
        OptionalInt nested,
        Choose choice) {
    /** Which trial is kept. */
    public enum Choose {
        /** The simplest trial whose loss is within one standard error of the best (Breiman et al. 1984). */
        SIMPLEST,
        /** The trial with the smallest loss. */
        BEST
    }

    private static final int MOST = 10_000;

    public TuningSpec {
        over = List.copyOf(over);
        if (over.isEmpty()) {
            throw new IllegalArgumentException("a search needs at least one range");
        }
        Set<String> paths = new HashSet<>();
        for (SearchRange range : over) {
            if (!paths.add(range.path())) {
                throw new IllegalArgumentException("%s is searched twice".formatted(range.path()));
            }
        }
        require("trials", trials, 2);
        require("folds", folds, 2);
        require("nested", nested, 2);
    }

    /** A grid, scored on the spec's validation part, the simplest of the good ones kept. */
    public static TuningSpec grid(SpecSource spec, SearchRange... over) {
        return new TuningSpec(
                spec,
                List.of(over),
                SearchStrategy.GRID,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Choose.SIMPLEST);
    }

    private static void require(String what, OptionalInt value, int least) {
        if (value.isPresent() && (value.getAsInt() < least || value.getAsInt() > MOST)) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d (%s=%d)".formatted(what, least, MOST, what, value.getAsInt()));
        }
    }
}

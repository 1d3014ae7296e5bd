package dev.occam;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search found.
 *
 * @param trials in the order in which they are shown: by their values where one key was searched, else by number
 * @param best index of the trial with the smallest loss
 * @param simplest index of the simplest trial within one standard error of the best
 * @param chosen one of the two, which was trained again
 * @param scoring how trials were judged, in words
 * @param verdict sentences on what the search decides and what it does not
 * @param nested the honest error of the whole search, where it was asked for
 * @param refit the chosen trial, trained on all data that are not the test part
 * @param seconds of the search
 * @param folder that holds it
 */
public record TuningResult(
        List<Trial> trials,
        int best,
        int simplest,
        int chosen,
        String scoring,
        List<String> verdict,
        Optional<Nested> nested,
        Refit refit,
        double seconds,
        Path folder) {
    public TuningResult {
        trials = List.copyOf(trials);
        verdict = List.copyOf(verdict);
    }

    /**
     * A mean with its 95 % confidence interval.
     *
     * @param standardError of the mean, as if its values were independent
     * @param low end of the interval; for folds wider, because their training parts overlap
     * @param high end of the interval
     */
    public record Estimate(double mean, double standardError, double low, double high) {}

    /**
     * A point of the search.
     *
     * @param number from 1, in the order of the search
     * @param values of the searched keys
     * @param losses on each part; infinite where it diverged
     * @param loss their mean; what is not finite is infinite
     * @param difference of its losses from the best trial's, pair by pair; empty for a trial that was not trained to the end
     * @param accuracy on the parts that were held out, mean
     * @param epochs that it was trained, mean over the parts
     * @param failure why it did not get to its end
     */
    public record Trial(
            int number,
            Map<String, String> values,
            List<Double> losses,
            Estimate loss,
            Optional<Estimate> difference,
            OptionalDouble accuracy,
            double epochs,
            Optional<String> failure) {
        public Trial {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            losses = List.copyOf(losses);
        }
    }

    /**
     * The error of all that was done to choose, on rows that had no part in it.
     *
     * @param loss mean over the outer folds
     * @param accuracy mean over the outer folds
     * @param searched the mean loss that the searches themselves reported for their choices
     * @param values chosen in each outer fold
     */
    public record Nested(Estimate loss, OptionalDouble accuracy, double searched, List<Map<String, String>> values) {
        public Nested {
            values = List.copyOf(values);
        }
    }

    /**
     * The last training.
     *
     * @param notes what is different from the trial's, and why
     */
    public record Refit(Path folder, int epochs, Metrics train, Optional<Metrics> test, List<String> notes) {
        public Refit {
            notes = List.copyOf(notes);
        }
    }
}

package dev.occam.engine.tune;

import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.statistics.OneStandardError;
import java.util.Arrays;
import java.util.List;

/**
 * Trials that were scored on the same parts of the data, compared pair by pair.
 *
 * @param estimates the mean loss of each trial, in the order of the trials
 * @param differences loss of each trial minus that of the best
 * @param best the trial with the smallest mean
 * @param simplest the simplest trial within one standard error of the best
 */
record Ranking(List<Estimate> estimates, List<Estimate> differences, int best, int simplest) {
    Ranking {
        estimates = List.copyOf(estimates);
        differences = List.copyOf(differences);
    }

    /**
     * Ranks trials; one with a loss that is not finite is worse than any other.
     *
     * @param losses {@code losses[trial][part]}
     * @param simplestFirst the trials' indices
     * @param folds whether the parts are folds of a cross-validation, whose training parts overlap
     * @throws IllegalArgumentException if no trial has finite losses
     */
    static Ranking of(double[][] losses, List<Integer> simplestFirst, boolean folds) {
        List<Estimate> estimates = Arrays.stream(losses).map(Estimate::of).toList();
        List<Estimate> ordered = simplestFirst.stream().map(estimates::get).toList();
        int best = simplestFirst.get(OneStandardError.best(ordered));
        int simplest = simplestFirst.get(OneStandardError.simplest(ordered));
        List<Estimate> differences = Arrays.stream(losses)
                .map(each -> folds ? Estimate.ofFoldPairs(each, losses[best]) : Estimate.ofPairs(each, losses[best]))
                .toList();
        return new Ranking(estimates, differences, best, simplest);
    }

    /** Whether the paired interval of a trial's difference from the best holds 0. */
    boolean isLikeTheBest(int trial) {
        return differences.get(trial).interval().contains(0);
    }
}

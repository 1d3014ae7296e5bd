package dev.occam.engine.statistics;

import java.util.List;

/** The simplest candidate that is as good as the best within one standard error (Breiman et al. 1984). */
public final class OneStandardError {
    private OneStandardError() {}

    /**
     * The index of the candidate with the smallest mean; of equal ones the first. Means that are not finite never win.
     *
     * @throws IllegalArgumentException if no mean is finite
     */
    public static int best(List<Estimate> candidates) {
        int best = -1;
        for (int i = 0; i < candidates.size(); i++) {
            double mean = candidates.get(i).mean();
            if (Double.isFinite(mean)
                    && (best < 0 || mean < candidates.get(best).mean())) {
                best = i;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException(
                    "none of the %d candidates has a finite mean".formatted(candidates.size()));
        }
        return best;
    }

    /**
     * The index of the first candidate whose mean is at most the best's plus the best's standard error.
     *
     * @param candidates the simplest first
     */
    public static int simplest(List<Estimate> candidates) {
        Estimate best = candidates.get(best(candidates));
        double limit = best.mean() + best.standardError();
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).mean() <= limit) {
                return i;
            }
        }
        throw new IllegalStateException("the best candidate is within one standard error of itself");
    }
}

package dev.occam;

import java.util.Locale;

/** How a search goes through its ranges. */
public enum SearchStrategy {
    /** Values at even distances, all combinations of several ranges. */
    GRID,
    /** Values drawn by the seed of the spec. */
    RANDOM,
    /**
     * Successive halving (Jamieson and Talwalkar 2016): all trials get a part of the epochs, the best third goes on where it
     * stands with three times as many, and so on; those that are left get all epochs.
     */
    HALVING,
    /**
     * A regularization path over one range (Friedman, Hastie and Tibshirani 2010): from the strongest value to the weakest,
     * and each trial begins with the weights of the one before.
     */
    PATH;

    /** What users write: {@code grid}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

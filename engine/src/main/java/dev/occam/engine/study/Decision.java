package dev.occam.engine.study;

import dev.occam.StudyResult.Outcome;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.statistics.Interval;
import java.util.List;

/** When runs support a claim, when they contradict it, and when they decide nothing. Intervals are at 95 %. */
final class Decision {
    private Decision() {}

    /**
     * A claim that a difference is above 0: supported where its interval is; contradicted where all of the interval is below
     * the smallest difference that would matter, so that there is none to speak of or one the other way.
     *
     * @param smallest above 0
     */
    static Outcome more(Estimate difference, double smallest) {
        return more(difference, smallest, 1);
    }

    /** The same where it is one of several comparisons any of which would do: each is made surer for that (Bonferroni). */
    static Outcome more(Estimate difference, double smallest, int comparisons) {
        Interval interval = difference.interval(1 - (1 - Estimate.CONFIDENCE) / comparisons);
        if (interval.low() > 0) {
            return Outcome.SUPPORTED;
        }
        return interval.high() < smallest ? Outcome.CONTRADICTED : Outcome.UNDECIDED;
    }

    /**
     * A claim that there is no difference: supported where the interval is within ±{@code smallest}; contradicted where it
     * excludes 0 and reaches beyond.
     */
    static Outcome same(Estimate difference, double smallest) {
        Interval interval = difference.interval();
        if (interval.low() > -smallest && interval.high() < smallest) {
            return Outcome.SUPPORTED;
        }
        return interval.low() > 0 || interval.high() < 0 ? Outcome.CONTRADICTED : Outcome.UNDECIDED;
    }

    /** A claim that several things hold: one that does not is enough against it. */
    static Outcome all(List<Outcome> parts) {
        if (parts.contains(Outcome.CONTRADICTED)) {
            return Outcome.CONTRADICTED;
        }
        return parts.contains(Outcome.UNDECIDED) || parts.isEmpty() ? Outcome.UNDECIDED : Outcome.SUPPORTED;
    }

    /** A claim that something happens at least once. */
    static Outcome any(List<Outcome> parts) {
        if (parts.contains(Outcome.SUPPORTED)) {
            return Outcome.SUPPORTED;
        }
        return parts.contains(Outcome.UNDECIDED) || parts.isEmpty() ? Outcome.UNDECIDED : Outcome.CONTRADICTED;
    }

    /** Of the opposite claim. */
    static Outcome not(Outcome outcome) {
        return switch (outcome) {
            case SUPPORTED -> Outcome.CONTRADICTED;
            case CONTRADICTED -> Outcome.SUPPORTED;
            case UNDECIDED -> Outcome.UNDECIDED;
        };
    }
}

package dev.occam;

import java.nio.file.Path;
import java.util.List;

/**
 * What a study found.
 *
 * @param name of the study
 * @param verdicts on each claim, in the order of the page
 * @param runs that were trained, kept ones included
 * @param failed runs that diverged
 * @param seconds that this call took
 * @param page {@code study.html}
 * @param document {@code study.json}
 */
public record StudyResult(
        String name, List<Verdict> verdicts, int runs, int failed, double seconds, Path page, Path document) {
    /** What the runs say of a claim. */
    public enum Outcome {
        /** They show what is claimed, at 95 % confidence. */
        SUPPORTED,
        /** They show the opposite, or that there is no effect of a size that matters. */
        CONTRADICTED,
        /** They show neither. */
        UNDECIDED
    }

    /**
     * A claim, and what became of it.
     *
     * @param claim what was claimed, a sentence
     * @param data the data set that it was held against
     * @param outcome what the runs say
     * @param figures that say so
     */
    public record Verdict(String claim, String data, Outcome outcome, String figures) {}

    public StudyResult {
        verdicts = List.copyOf(verdicts);
    }
}

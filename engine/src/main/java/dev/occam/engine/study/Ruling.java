package dev.occam.engine.study;

import dev.occam.StudyResult.Outcome;
import dev.occam.StudyResult.Verdict;

/**
 * A claim with what became of it.
 *
 * @param name short and unique with its data, for programs: {@code training-accuracy-rises}
 * @param source where the claim is made: a table or a part of the text
 * @param claim a sentence
 * @param data it was held against
 * @param outcome what the runs say
 * @param figures that say so
 * @param timed whether it rests on measured times
 */
record Ruling(String name, String source, String claim, String data, Outcome outcome, String figures, boolean timed) {
    Verdict verdict() {
        return new Verdict(claim, data, outcome, figures);
    }
}

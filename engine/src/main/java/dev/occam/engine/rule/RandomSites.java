package dev.occam.engine.rule;

/**
 * Numbers the random draws of one formula in the order in which they are written: a formula that is written again, for
 * another batch size, draws the same numbers, and a rule that draws nothing shifts nobody's.
 */
public final class RandomSites {
    private int next;

    /** Sites from this number on. */
    public RandomSites(int first) {
        next = first;
    }

    int next() {
        return next++;
    }
}

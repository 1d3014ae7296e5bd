package dev.occam.engine.study;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How thorough a study is.
 *
 * @param seeds with which each condition is repeated
 * @param rounds of each measurement of time
 * @param effort fraction of the epochs that is trained, above 0; below 1 in tests alone
 * @param quick whether parts that take long are left out
 */
record Size(List<Long> seeds, int rounds, double effort, boolean quick) {
    static final int WARM_UP_ROUNDS = 2;

    Size {
        seeds = List.copyOf(seeds);
    }

    /** The first so many seeds. */
    static Size of(int seeds, boolean quick) {
        return new Size(LongStream.rangeClosed(1, seeds).boxed().toList(), quick ? 8 : 24, 1, quick);
    }

    /** The first so many seeds, or all where there are fewer. */
    List<Long> atMost(int count) {
        return seeds.subList(0, Math.min(count, seeds.size()));
    }
}

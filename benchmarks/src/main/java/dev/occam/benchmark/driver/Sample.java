package dev.occam.benchmark.driver;

/**
 * One repetition.
 *
 * @param seconds of one run of the work
 * @param disturbed whether the machine was not at its best, by {@link Quiet}
 */
record Sample(double seconds, boolean disturbed) {
    Sample {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("a repetition takes more than 0 seconds, not " + seconds);
        }
    }
}

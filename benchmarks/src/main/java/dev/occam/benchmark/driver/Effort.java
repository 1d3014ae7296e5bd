package dev.occam.benchmark.driver;

/**
 * How long each work is measured.
 *
 * @param rounds undisturbed repetitions wanted of each lane
 * @param mostRounds repetitions after which it ends, disturbed or not
 * @param repetitionSeconds a repetition runs the work as often as fits into this, at least once
 * @param warmUpSeconds before the first repetition, at least
 * @param warmUpRuns of the work before the first repetition, at least: kernels are compiled after so much work, not time
 * @param starts how often a process is started where that is measured
 */
record Effort(int rounds, int mostRounds, double repetitionSeconds, double warmUpSeconds, int warmUpRuns, int starts) {
    static final Effort FULL = new Effort(9, 27, 0.06, 4, 100, 9);
    static final Effort QUICK = new Effort(6, 8, 0.02, 0.4, 1, 2);
}

package dev.occam.benchmark.driver;

/**
 * The rule for a quiet machine. A repetition is disturbed if other processes used the processor meanwhile, or if a probe before or
 * after it was slow: a hypervisor lends its cores to others without the guest seeing more of it than that.
 */
final class Quiet {
    private static final double FRACTION_OF_BEST = 0.88;
    private static final double OTHERS_PER_SECOND = 0.1;

    /** Two ticks of the clock that processor time is counted by. */
    private static final double OTHERS_ALWAYS = 0.02;

    private double best;

    /** @param best rate of a probe so far */
    Quiet(double best) {
        this.best = best;
    }

    /**
     * Whether a repetition was disturbed.
     *
     * @param seconds that it took
     * @param others processor seconds of other processes in that time
     * @param before rate of the probe before it
     * @param after rate of the probe after it
     */
    boolean disturbed(double seconds, double others, double before, double after) {
        best = Math.max(best, Math.max(before, after));
        return others > OTHERS_ALWAYS + OTHERS_PER_SECOND * seconds
                || Math.min(before, after) < FRACTION_OF_BEST * best;
    }
}

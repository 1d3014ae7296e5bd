package dev.occam.plugin;

/** How the learning rate changes over a run. */
public interface Schedule extends Plugin {
    /**
     * The factor of the learning rate, finite and at least 0.
     *
     * @param step steps done before this one, from 0
     * @param steps steps of the whole run
     * @param stepsPerEpoch steps of an epoch
     */
    double factor(long step, long steps, int stepsPerEpoch);
}

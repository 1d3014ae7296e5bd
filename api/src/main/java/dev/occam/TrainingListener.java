package dev.occam;

/** Hears how a run goes, on the thread that trains. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** Before the first step. */
    default void started(RunStart start) {}

    /** Some steps are done; called a few times a second at most. */
    default void progress(int epoch, int step, double seconds) {}

    /** An epoch is done, evaluated and, if there is a run folder, saved. */
    default void epoch(EpochReport report) {}
}

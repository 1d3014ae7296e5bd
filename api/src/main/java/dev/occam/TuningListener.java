package dev.occam;

/** Hears how a search goes; one call at a time, on any thread. */
public interface TuningListener {
    /** Hears nothing. */
    TuningListener NONE = new TuningListener() {};

    /**
     * Before the first trial.
     *
     * @param trials points that are tried
     * @param parts folds of each, or 1
     * @param trainExamples examples that a trial trains on
     * @param heldExamples examples that judge it in one part
     * @param parallel trainings that run at once
     * @param backend that they run on
     */
    record Start(int trials, int parts, int trainExamples, int heldExamples, int parallel, String backend) {}

    /**
     * A training is finished.
     *
     * @param phase what it belongs to: {@code search}, {@code outer fold 2}
     * @param done trainings of this phase that are finished
     * @param total trainings of this phase
     * @param trial its values
     * @param loss on the part that was held out; infinite where it diverged
     */
    record Progress(String phase, int done, int total, String trial, double loss) {}

    default void started(Start start) {}

    default void finished(Progress progress) {}

    /** The chosen trial is trained again on all data; what the returned listener hears is that run. */
    default TrainingListener refit() {
        return TrainingListener.NONE;
    }
}

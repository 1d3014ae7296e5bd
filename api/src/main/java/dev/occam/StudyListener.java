package dev.occam;

/** Hears how a study goes; one call at a time, on any thread. */
public interface StudyListener {
    /** Hears nothing. */
    StudyListener NONE = new StudyListener() {};

    /**
     * Before the first run.
     *
     * @param title of the study
     * @param seeds with which each condition is repeated
     * @param kept finished runs that the folder already holds
     */
    default void started(String title, int seeds, int kept) {}

    /**
     * A part of the study begins.
     *
     * @param name what it is about
     * @param runs that it trains
     */
    default void part(String name, int runs) {}

    /** Some runs of this part are done, kept ones among them. */
    default void progress(int done, int runs) {}
}

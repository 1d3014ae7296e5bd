package dev.occam.cli;

import dev.occam.EpochReport;
import dev.occam.RunStart;

/** Shows how far a run is. */
interface Progress {
    /** Shows nothing. */
    Progress NONE = new Progress() {};

    static Progress on(Session session) {
        return session.animated() ? new LineRedrawn(session.people()) : new LinePerEpoch(session.people());
    }

    default void started(RunStart start) {}

    default void step(int epoch, int step, double seconds) {}

    default void epoch(EpochReport report) {}

    /** Leaves the cursor at the beginning of a line; may be called several times, and by another thread. */
    default void end() {}
}

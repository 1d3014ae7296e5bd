package dev.occam.benchmark.peer;

import dev.occam.benchmark.work.Work;
import java.util.Optional;

/** A framework or library whose speed is measured, alone in its process. Found through ServiceLoader. */
public interface Peer {
    String name();

    /** Versions of what does the work. */
    String version();

    /**
     * Makes everything ready for a work.
     *
     * @param threads that may work at a time
     * @return empty if this peer cannot do it
     */
    Optional<Task> prepare(Work work, int threads);
}

package dev.occam.device;

/** A kernel with its buffers. Launches of one device run in the order in which they were asked for. */
@FunctionalInterface
public interface Launch {
    /** Runs, or queues to run; allocates nothing. The arguments are read before this returns. */
    void run(Arguments arguments);
}

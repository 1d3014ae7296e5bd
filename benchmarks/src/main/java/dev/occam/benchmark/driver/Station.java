package dev.occam.benchmark.driver;

import dev.occam.benchmark.work.Work;

/** Where the works of one peer are done, one at a time. */
interface Station {
    String version();

    /** Whether the peer can do this work; it is called {@code id} from then on. */
    boolean prepare(String id, Work work);

    /** Runs for so many seconds; seconds of one run at the end. */
    double warm(String id, double seconds);

    /** Seconds of so many runs. */
    double run(String id, int times);

    /** What came out, in a few words. */
    String check(String id);

    void release(String id);

    /** Seconds of processor time so far. */
    double processorSeconds();

    /** What went wrong there. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }
}

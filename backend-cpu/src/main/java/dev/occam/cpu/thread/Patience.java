package dev.occam.cpu.thread;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a waiting thread may spin: across the gaps between the launches of a training step, as long as no other
 * program wants its processor, and hardly at all for a while after one did.
 *
 * <p>A thread that is woken waits for 30 to 60 µs, and for milliseconds where it is put behind its waker; one that spins
 * is there after 1 to 2 µs. A spinning thread that gets its processor back late sees that others want it, too.
 */
final class Patience {
    /** A longer spin than it takes to wake a thread would cost others more than it saves. */
    static final long SHORT = 20_000;

    static final long LONG = 1_000_000;

    /** Two looks are 2 µs apart; interrupts and hypervisors take some tens of them, another thread takes longer. */
    static final long INTERRUPTION = 200_000;

    /** How long others have the processors to themselves after an interruption. */
    static final long RESTRAINT = 10_000_000;

    private final LongSupplier clock;
    private long restrainedUntil;
    private long yieldsFrom;
    private long end;
    private long last;

    /** {@code clock} counts nanoseconds from anywhere. */
    Patience(LongSupplier clock) {
        this.clock = clock;
        restrainedUntil = clock.getAsLong();
    }

    /** A wait begins. */
    void begin() {
        last = clock.getAsLong();
        yieldsFrom = last + SHORT;
        end = last - restrainedUntil < 0 ? yieldsFrom : last + LONG;
    }

    /**
     * Whether to go on spinning; to be asked every few microseconds of a wait. Who is late and finds the wait over gave way
     * to the thread that it waited for, and keeps its patience.
     */
    boolean lasts(BooleanSupplier over) {
        if (over.getAsBoolean()) {
            return true;
        }
        long now = clock.getAsLong();
        if (now - last > INTERRUPTION) {
            restrainedUntil = now + RESTRAINT;
            return false;
        }
        last = now;
        return now - end < 0;
    }

    /** Whether the wait is so long that threads which are ready should be let through. */
    boolean yields() {
        return last - yieldsFrom >= 0;
    }
}

package dev.occam.cpu.kernel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs small work again and again until the compiler has made it fast. */
public final class WarmUp {
    /** So many rounds make the compiler begin; from then on it needs the processor more than we do. */
    private static final int ROUNDS_WITHOUT_PAUSE = 64;

    private static final long PAUSE_NANOS = 1_000_000;

    /** What is slow for so long has met a compiler that cannot do it, however busy the machine: the scalar path stays. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private WarmUp() {}

    /**
     * Runs rounds until one was fast or patience ends.
     *
     * @param round does some work and says whether it was fast
     */
    public static boolean untilFast(BooleanSupplier round) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (int rounds = 1; !round.getAsBoolean(); rounds++) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            if (rounds > ROUNDS_WITHOUT_PAUSE) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return true;
    }
}

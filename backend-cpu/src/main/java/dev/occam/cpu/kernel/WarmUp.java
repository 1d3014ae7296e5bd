package dev.occam.cpu.kernel;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Runs small work again and again until the compiler has made it fast; where it does not, says so once. */
public final class WarmUp {
    /** The one whose notices are warnings of the logger {@code dev.occam.cpu}. */
    public static final WarmUp LOGGED = new WarmUp(System::nanoTime, WarmUp::log);

    /** So many rounds make the compiler begin; from then on it needs the processor more than we do. */
    private static final int ROUNDS_WITHOUT_PAUSE = 64;

    private static final long PAUSE_NANOS = 1_000_000;

    /** What is slow for so long has met a compiler that cannot do it, however busy the machine: the slow path stays. */
    private static final long PATIENCE_SECONDS = 60;

    /** Short calls, and many of them, make the compiler begin soonest. */
    private static final int CALLS = 32;

    /**
     * Operations in a nanosecond. Compiled kernels do 6 to 200, as their callers count them; a loop that is not compiled,
     * but what it calls is, does 1, and else it is 0.1 or less.
     */
    private static final double COMPILED_RATE = 3;

    private final LongSupplier nanoTime;
    private final Consumer<String> notices;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    WarmUp(LongSupplier nanoTime, Consumer<String> notices) {
        this.nanoTime = nanoTime;
        this.notices = notices;
    }

    /**
     * Makes a call again and again until it keeps up with compiled code or patience ends; says whether it does.
     *
     * @param work what stays slow then, for people: "matrix products"; said once
     * @param operations of a call, roughly
     */
    public boolean untilCompiled(String work, double operations, Runnable call) {
        return untilFast(work, () -> {
            long start = nanoTime.getAsLong();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            return CALLS * operations / (nanoTime.getAsLong() - start) > COMPILED_RATE;
        });
    }

    /** Runs rounds until one says that it was fast or patience ends. */
    boolean untilFast(String work, BooleanSupplier round) {
        long end = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int rounds = 1; !round.getAsBoolean(); rounds++) {
            if (nanoTime.getAsLong() - end > 0) {
                sayOnce(work);
                return false;
            }
            if (rounds > ROUNDS_WITHOUT_PAUSE) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return true;
    }

    private void sayOnce(String work) {
        if (said.add(work)) {
            notices.accept(String.format(Locale.ROOT, """
                    Slower code stays in use for %s.
                      Results are the same. After %d s Java had not compiled the faster code well;
                      another start may do better.""", work, PATIENCE_SECONDS));
        }
    }

    /** Asks for the logger only here: most processes have nothing to say. */
    static void log(String notice) {
        System.getLogger("dev.occam.cpu").log(System.Logger.Level.WARNING, notice);
    }
}

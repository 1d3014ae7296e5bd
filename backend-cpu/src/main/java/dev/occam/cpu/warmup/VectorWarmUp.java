package dev.occam.cpu.warmup;

import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.WarmUp;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the vector kernels compiled in the background, on tiny data.
 *
 * <p>Before C2 has compiled it, vector code runs about a thousand times slower than after; meanwhile real work takes the
 * scalar path.
 */
public final class VectorWarmUp {
    /**
     * After so many operations the kernels are compiled: that takes a processor one to two seconds, about as long as the
     * scalar path takes for these operations, and a shorter run is done before.
     */
    public static final long WORTHWHILE = 10_000_000_000L;

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private VectorWarmUp() {}

    /** Starts the warm-up, once a JVM, on a daemon thread; does nothing without the Vector API. */
    public static void start() {
        if (!VectorKernels.available() || !STARTED.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(VectorWarmUp::run, "occam-cpu-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs each group of kernels until it is fast or patience ends; says whether all are fast. */
    public static boolean run() {
        boolean all = true;
        for (VectorKernels group : VectorKernels.values()) {
            all &= run(group);
        }
        return all;
    }

    private static boolean run(VectorKernels group) {
        for (VectorProbe probe : VectorProbe.of(group)) {
            if (!WarmUp.untilFast(probe::isFast)) {
                return false;
            }
        }
        group.markReady();
        return true;
    }
}

package dev.occam.cpu;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the vector kernels compiled in the background, on tiny data.
 *
 * <p>Before C2 has compiled it, vector code runs about a thousand times slower than after; meanwhile real work takes the
 * scalar path.
 */
final class VectorWarmUp {
    private static final AtomicBoolean started = new AtomicBoolean();
    private static final long GIVE_UP_NANOS = 20_000_000_000L;

    private VectorWarmUp() {}

    /** Starts the warm-up once a JVM; does nothing without the Vector API. */
    static void start() {
        if (!VectorReadiness.available() || !started.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(VectorWarmUp::run, "occam-cpu-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Runs the kernels until they are fast, at most {@link #GIVE_UP_NANOS}; says whether they are. */
    static boolean run() {
        long end = System.nanoTime() + GIVE_UP_NANOS;
        for (VectorProbe probe : VectorProbe.all()) {
            while (!probe.isFast()) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
            }
        }
        VectorReadiness.markReady();
        return true;
    }
}

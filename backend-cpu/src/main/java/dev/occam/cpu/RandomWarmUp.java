package dev.occam.cpu;

import java.util.concurrent.atomic.AtomicBoolean;

/** Has the vector kernel of random numbers compiled, in the background, once a run draws so many that it pays. */
final class RandomWarmUp {
    /** Plain code takes about as long for so many numbers as the compiler for the kernel. */
    private static final long WORTHWHILE = 50_000_000;

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static long drawn;

    private RandomWarmUp() {}

    /** Counts numbers that were drawn without the kernel; several devices may lose some of each other's. */
    static void count(int numbers) {
        drawn += numbers;
        if (drawn < WORTHWHILE || !VectorKernels.enabled() || !STARTED.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(() -> VectorWarmUp.run(VectorKernels.RANDOM), "occam-cpu-random");
        thread.setDaemon(true);
        thread.start();
    }
}

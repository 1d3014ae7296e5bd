package dev.occam.cpu.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Random numbers by {@link Philox}, or by {@link VectorPhilox} once that is compiled: in the background, and only where a
 * run draws so many numbers that it pays.
 */
public final class Draws {
    /** Plain code takes about as long for so many numbers as the compiler for the kernel. */
    private static final long WORTHWHILE = 50_000_000;

    private static final int CALLS = 32;
    private static final int CALL_LENGTH = 4 * Philox.BLOCK;
    /** The kernel takes 0.7 to 1.3 ns with vectors of 512 bits, and with narrow ones no less than plain code, 3.5 to 4. */
    private static final double NANOS_COMPILED = 2.5;

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static volatile boolean ready;
    private static long drawn;

    private Draws() {}

    /**
     * Writes elements {@code firstElement ..} of a stream, uniform in [0, 1), to {@code target[offset ..]}.
     *
     * @param words scratch for {@link Philox#SCRATCH} numbers
     * @param part scratch for a block
     */
    public static void fill(
            float[] target, int offset, long firstElement, int count, long key, long step, long[] words, float[] part) {
        if (ready) {
            VectorPhilox.fill(target, offset, firstElement, count, key, step, words, part);
            return;
        }
        Philox.fill(target, offset, firstElement, count, key, step);
        count(count);
    }

    /** Threads may lose some of each other's numbers. */
    private static void count(int numbers) {
        drawn += numbers;
        if (drawn < WORTHWHILE || !VectorKernels.enabled() || !STARTED.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(Draws::warmUp, "occam-cpu-random");
        thread.setDaemon(true);
        thread.start();
    }

    /** Uses vectors from now on if they become fast; says whether they did. */
    static boolean warmUp() {
        float[] values = new float[CALL_LENGTH];
        long[] words = new long[Philox.SCRATCH];
        float[] part = new float[Philox.BLOCK];
        ready = WarmUp.untilFast(() -> {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                VectorPhilox.fill(values, 0, call, CALL_LENGTH, 1, 1, words, part);
            }
            return System.nanoTime() - start < CALLS * CALL_LENGTH * NANOS_COMPILED;
        });
        return ready;
    }
}

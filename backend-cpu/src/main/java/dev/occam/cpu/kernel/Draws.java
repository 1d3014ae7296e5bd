package dev.occam.cpu.kernel;

/**
 * Random numbers by {@link Philox}, or by {@link VectorPhilox} once that is compiled: only where a run draws so many numbers
 * that it pays.
 */
public final class Draws {
    /** Plain code takes about as long for so many numbers as the compiler for the kernel. */
    private static final long WORTHWHILE = 50_000_000;

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
        if (drawn >= WORTHWHILE && VectorKernels.RANDOM.ready()) {
            VectorPhilox.fill(target, offset, firstElement, count, key, step, words, part);
            return;
        }
        drawn += count; // Threads may lose some of each other's numbers.
        Philox.fill(target, offset, firstElement, count, key, step);
    }
}

package dev.occam.device;

/**
 * The counter-based random numbers of {@link Instruction.Random}: Philox4x32-10 (Salmon et al., Parallel Random Numbers:
 * As Easy as 1, 2, 3, SC 2011). A number is a function of seed, site, step and element alone, so it is the same on every
 * backend and for any number of threads, and is computed again rather than stored.
 *
 * <p>Element {@code e} belongs to block {@code e >>> 6}; with {@code w = e & 63} it is word {@code w >>> 4} of the counter
 * {@code block·16 + (w & 15)}: sixty-four neighbours share sixteen counters, which suits vectors of any width. The counter's
 * four words are (low and high half of that number, low and high half of the step); the key is (low half of the seed, high
 * half of the seed xor site).
 */
public final class Philox {
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    private Philox() {}

    /** The four words of a counter under a key, written into {@code words}. */
    public static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] words) {
        int x0 = c0;
        int x1 = c1;
        int x2 = c2;
        int x3 = c3;
        int key0 = k0;
        int key1 = k1;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = Integer.toUnsignedLong(MULTIPLIER_0) * Integer.toUnsignedLong(x0);
            long product1 = Integer.toUnsignedLong(MULTIPLIER_1) * Integer.toUnsignedLong(x2);
            x0 = (int) (product1 >>> 32) ^ x1 ^ key0;
            x1 = (int) product1;
            x2 = (int) (product0 >>> 32) ^ x3 ^ key1;
            x3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        words[0] = x0;
        words[1] = x1;
        words[2] = x2;
        words[3] = x3;
    }

    /** The number in [0, 1) of one element: a multiple of 2⁻²⁴. */
    public static float uniform(long seed, int site, long step, long element) {
        int within = (int) (element & 63);
        long counter = (element >>> 6) * 16 + (within & 15);
        int[] words = new int[4];
        block(
                (int) counter,
                (int) (counter >>> 32),
                (int) step,
                (int) (step >>> 32),
                (int) seed,
                (int) (seed >>> 32) ^ site,
                words);
        return uniform(words[within >>> 4]);
    }

    /** The upper 24 bits of a word as a number in [0, 1). */
    public static float uniform(int word) {
        return (word >>> 8) * 0x1p-24f;
    }
}

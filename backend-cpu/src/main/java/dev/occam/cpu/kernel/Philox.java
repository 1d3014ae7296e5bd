package dev.occam.cpu.kernel;

/**
 * Uniform random numbers by Philox4x32-10: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011).
 *
 * <p>The value of element e depends on (key, step, e) alone. Block e/64 takes 16 counters, block*16 + lane; word w of
 * counter lane gives element 16 w + lane of the block, so that 16 neighbours can be the lanes of one vector.
 *
 * <p>Plain Java: C2 boxed the vectors of versions with 64-bit lanes and with products of 16-bit halves, on 17 and 25.
 */
public final class Philox {
    static final int ROUNDS = 10;
    static final long MULTIPLIER_0 = 0xD2511F53L;
    static final long MULTIPLIER_1 = 0xCD9E8D57L;
    static final int WEYL_0 = 0x9E3779B9;
    static final int WEYL_1 = 0xBB67AE85;
    public static final int LANES = 16;
    public static final int BLOCK = 4 * LANES;
    static final long LOW = 0xFFFFFFFFL;
    /** The 24 high bits of a word, over 2^24. */
    static final int UNUSED_BITS = 8;

    static final float UNIT = 0x1p-24f;

    private Philox() {}

    /** Writes elements {@code firstElement ..} of the stream, uniform in [0, 1), to {@code target[offset ..]}. */
    public static void fill(float[] target, int offset, long firstElement, int count, long key, long step) {
        int end = offset + count;
        int at = offset;
        while (at < end) {
            long element = firstElement + (at - offset);
            int within = (int) (element & (BLOCK - 1));
            fillPartOfBlock(target, at - within, at, end, element / BLOCK, key, step);
            at += BLOCK - within;
        }
    }

    private static void fillPartOfBlock(float[] target, int start, int from, int end, long block, long key, long step) {
        for (int lane = 0; lane < LANES; lane++) {
            fillLane(target, start + lane, from, end, block * LANES + lane, key, step);
        }
    }

    /** Writes the four words of one counter, 16 places apart, as far as they are in {@code from .. end-1}. */
    public static void fillLane(float[] target, int at, int from, int end, long counter, long key, long step) {
        int c0 = (int) counter;
        int c1 = (int) (counter >>> 32);
        int c2 = (int) step;
        int c3 = (int) (step >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (c0 & LOW);
            long p1 = MULTIPLIER_1 * (c2 & LOW);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        store(target, at, from, end, c0);
        store(target, at + LANES, from, end, c1);
        store(target, at + 2 * LANES, from, end, c2);
        store(target, at + 3 * LANES, from, end, c3);
    }

    private static void store(float[] target, int at, int from, int end, int word) {
        if (at >= from && at < end) {
            target[at] = (word >>> UNUSED_BITS) * UNIT;
        }
    }
}

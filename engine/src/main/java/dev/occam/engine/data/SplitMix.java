package dev.occam.engine.data;

/**
 * SplitMix64 (Steele, Lea and Flood 2014), written out so that a split made today is made again by every later JDK.
 */
public final class SplitMix {
    /** What numbers are drawn for. Each purpose has its own stream, so that one option does not move another's rows. */
    public enum Purpose {
        TEST(0x7465_7374L),
        VALIDATION(0x7661_6c69L),
        ROWS(0x726f_7773L),
        NOISE(0x6e6f_6973L),
        FOLDS(0x666f_6c64L),
        OUTER_FOLDS(0x6f75_7465L),
        SEARCH(0x7365_6172L);

        private final long salt;

        Purpose(long salt) {
            this.salt = salt;
        }
    }

    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    public static SplitMix of(long seed, Purpose purpose) {
        return new SplitMix(new SplitMix(seed ^ (purpose.salt << 32)).next());
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to below 1, of 53 bits. */
    public double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** 0 to bound − 1; the bias, below bound · 2⁻³², is of no account for choosing rows. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Moves a uniform choice of {@code count} values to the front, in random order (Fisher and Yates 1938). */
    void shuffleFirst(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            int j = i + below(values.length - i);
            int moved = values[i];
            values[i] = values[j];
            values[j] = moved;
        }
    }
}

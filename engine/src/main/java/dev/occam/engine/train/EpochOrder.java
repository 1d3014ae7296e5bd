package dev.occam.engine.train;

import dev.occam.device.Philox;

/**
 * The order of the examples in an epoch: a function of the seed and the epoch alone, so that a resumed run goes on as if it
 * had never stopped. (Fisher and Yates; Durstenfeld 1964.)
 */
final class EpochOrder {
    /** Keeps these draws apart from those of rules and initial weights. */
    private static final int SITE = 1 << 29;

    private final long seed;
    private final boolean shuffle;
    private final int[] order;
    private final int[] words = new int[4];

    EpochOrder(long seed, boolean shuffle, int examples) {
        this.seed = seed;
        this.shuffle = shuffle;
        order = new int[examples];
    }

    /** Row numbers in the order of this epoch; the array is used again for the next. */
    int[] of(int epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (!shuffle) {
            return order;
        }
        for (int last = order.length - 1; last > 0; last--) {
            Philox.block(last, 0, epoch, 0, (int) seed, (int) (seed >>> 32) ^ SITE, words);
            int chosen = (int) (Integer.toUnsignedLong(words[0]) * (last + 1L) >>> 32);
            int swapped = order[last];
            order[last] = order[chosen];
            order[chosen] = swapped;
        }
        return order;
    }
}

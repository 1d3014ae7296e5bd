package dev.occam.engine.train;

import dev.occam.device.Philox;

/**
 * How the batch of a step is mixed: a function of the seed and the step's number alone.
 *
 * <p>λ ~ Beta(α, α) is X/(X + Y) of two Gamma(α) numbers. (Marsaglia and Tsang, A Simple Method for Generating Gamma
 * Variables, 2000; for α below 1 Gamma(α) = Gamma(α + 1)·U^(1/α), in logarithms because that soon is no number any more.)
 */
final class Mixing {
    /** Keeps these draws apart from those of rules, initial weights and the order of examples. */
    private static final int SITE = 1 << 28;

    private final double alpha;
    private final long seed;
    private final int[] words = new int[4];
    private final int[] partner;
    private long step;
    private int draws;

    Mixing(double alpha, long seed, int batch) {
        this.alpha = alpha;
        this.seed = seed;
        partner = new int[batch];
    }

    /** The share of each example of this step; the rest is its partner's. */
    float share(long number) {
        step = number;
        draws = 0;
        double first = logGamma();
        double second = logGamma();
        return (float) (1 / (1 + StrictMath.exp(second - first)));
    }

    /** The places in the batch of the partners of the first {@code count} examples; used again for the next step. */
    int[] partners(long number, int count) {
        for (int i = 0; i < count; i++) {
            partner[i] = i;
        }
        for (int last = count - 1; last > 0; last--) {
            block(number, last, 1);
            int chosen = (int) (Integer.toUnsignedLong(words[0]) * (last + 1L) >>> 32);
            int swapped = partner[last];
            partner[last] = partner[chosen];
            partner[chosen] = swapped;
        }
        return partner;
    }

    /** The logarithm of a number of the Gamma distribution of shape α. */
    private double logGamma() {
        double shape = alpha < 1 ? alpha + 1 : alpha;
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            block(step, draws++, 0);
            double x = StrictMath.sqrt(-2 * StrictMath.log(uniform(0))) * StrictMath.cos(2 * Math.PI * uniform(1));
            double v = 1 + c * x;
            if (v > 0) {
                double logCube = 3 * StrictMath.log(v);
                double cube = v * v * v;
                if (StrictMath.log(uniform(2)) < 0.5 * x * x + d - d * cube + d * logCube) {
                    double boost = alpha < 1 ? StrictMath.log(uniform(3)) / alpha : 0;
                    return StrictMath.log(d) + logCube + boost;
                }
            }
        }
    }

    /** A number in (0, 1] of a word of the last block. */
    private double uniform(int word) {
        return (Integer.toUnsignedLong(words[word]) + 1) * 0x1p-32;
    }

    private void block(long number, int counter, int purpose) {
        Philox.block(
                counter, purpose, (int) number, (int) (number >>> 32), (int) seed, (int) (seed >>> 32) ^ SITE, words);
    }
}

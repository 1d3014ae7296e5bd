package dev.occam.benchmark.driver;

import dev.occam.benchmark.occam.ProductTask;
import dev.occam.benchmark.work.Product;

/**
 * The rate of a product whose operands lie in the first-level cache. A loop over registers would not notice a neighbour on the
 * same core, this does.
 */
final class ProductProbe implements Probe, AutoCloseable {
    private static final Product PRODUCT = new Product(48, 96, 64, false, false);
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long ONE_TRY_NANOS = 1_000_000L;
    private static final int TRIES = 3;
    private static final int FIRST_LOOKS = 40;

    private final ProductTask task = new ProductTask(PRODUCT, 1);
    private final int times;

    /** Warms up for some seconds. */
    ProductProbe() {
        long start = System.nanoTime();
        long shortest = Long.MAX_VALUE;
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            shortest = Math.min(shortest, nanos(10));
        }
        times = (int) Math.max(1, 10 * ONE_TRY_NANOS / shortest);
    }

    private long nanos(int runs) {
        long start = System.nanoTime();
        task.run(runs);
        return System.nanoTime() - start;
    }

    @Override
    public double rate() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            shortest = Math.min(shortest, nanos(times));
        }
        return times * PRODUCT.operations() / shortest;
    }

    /** The best of many looks. */
    double best() {
        double best = 0;
        for (int i = 0; i < FIRST_LOOKS; i++) {
            best = Math.max(best, rate());
        }
        return best;
    }

    @Override
    public void close() {
        task.close();
    }
}

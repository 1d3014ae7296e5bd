package dev.occam.cpu.matmul;

import dev.occam.cpu.thread.WorkerPool;
import dev.occam.cpu.warmup.VectorWarmUp;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints GFLOP/s, best (median) of many short passes, for each shape and transposition.
 *
 * <p>Arguments: threads (default 1), then {@code scalar} for the scalar path.
 */
final class MatmulBenchmark {
    private static final int PASSES = 40;
    private static final int[][] SHAPES = {
        {64, 64, 64},
        {256, 256, 256},
        {512, 512, 512},
        {1024, 1024, 1024},
        {128, 784, 512},
        {784, 128, 512},
        {128, 512, 512},
        {128, 512, 10},
        {37, 129, 65},
        {32, 64, 32},
        {32, 64, 10},
        {1, 784, 512}
    };

    private MatmulBenchmark() {}

    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        boolean scalar = arguments.length > 1 && arguments[1].equals("scalar");
        if (!scalar) {
            long start = System.nanoTime();
            boolean fast = VectorWarmUp.run();
            System.out.printf(Locale.ROOT, "warm-up %.2f s, fast %s%n", (System.nanoTime() - start) / 1e9, fast);
        }
        try (WorkerPool pool = new WorkerPool(threads)) {
            Matmul matmul = new Matmul(pool);
            System.out.printf(
                    Locale.ROOT, "%-14s %11s %11s %11s %11s   m x k x n%n", "", "A B", "A' B", "A B'", "A' B'");
            for (int[] shape : SHAPES) {
                measure(matmul, shape[0], shape[1], shape[2]);
            }
        }
    }

    private static void measure(Matmul matmul, int m, int k, int n) {
        float[] a = new float[m * k];
        float[] b = new float[n * k];
        float[] c = new float[m * n];
        Arrays.fill(a, .5f);
        Arrays.fill(b, .25f);
        Strided[] lefts = {Strided.left(a, 0, k, 1), Strided.left(a, 0, 1, m)};
        Strided[] rights = {Strided.right(b, 0, n, 1), Strided.right(b, 0, 1, k)};
        double flops = 2.0 * m * n * k;
        int calls = (int) Math.max(1, 1e8 / flops);
        System.out.printf(Locale.ROOT, "%-14s", m + "x" + k + "x" + n);
        for (int variant = 0; variant < 4; variant++) {
            Output output = new Output(c, 0, n);
            Product product =
                    new Product(m, k, n, lefts[variant % 2], rights[variant / 2], Optional.of(output), Finish.NOTHING);
            double[] rates = new double[PASSES];
            for (int pass = 0; pass < PASSES; pass++) {
                long start = System.nanoTime();
                for (int i = 0; i < calls; i++) {
                    matmul.multiply(product);
                }
                rates[pass] = flops * calls / (System.nanoTime() - start);
            }
            Arrays.sort(rates);
            System.out.printf(Locale.ROOT, " %4.0f (%4.0f)", rates[PASSES - 1], rates[PASSES / 2]);
        }
        System.out.println();
    }
}

package dev.occam.cpu;

import java.util.Locale;

/** Prints GFLOP/s of the shapes of interest: best and median of many short passes. */
final class MatmulBenchmark {
    private MatmulBenchmark() {}

    public static void main(String[] arguments) {
        int[][] shapes = {{64,64,64},{256,256,256},{512,512,512},{128,784,512},{128,512,512},{128,512,10},{37,129,65},{32,64,10},{1,784,512},{2048,2048,2048}};
        for (int[] s : shapes) {
            for (String t : new String[] {"nn", "tn", "nt", "tt"}) {
                if (s[0] == 2048 && !t.equals("nn")) continue;
                measure(s[0], s[2], s[1], t.charAt(0) == 't', t.charAt(1) == 't');
            }
            System.out.println();
        }
    }

    private static void measure(int m, int n, int k, boolean ta, boolean tb) {
        float[] a = new float[m * k], b = new float[n * k], c = new float[m * n];
        java.util.Arrays.fill(a, .5f); java.util.Arrays.fill(b, .25f);
        Strided left = ta ? Strided.left(a, 0, 1, m) : Strided.left(a, 0, k, 1);
        Strided right = tb ? Strided.right(b, 0, 1, k) : Strided.right(b, 0, n, 1);
        MatmulWorker worker = new VectorMatmul();
        Rectangle all = new Rectangle(0, m, 0, n);
        double flops = 2.0 * m * n * k;
        int calls = (int) Math.max(1, 2e8 / flops);
        int passes = 40;
        double[] rates = new double[passes];
        for (int p = 0; p < passes; p++) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                worker.multiply(left, right, k, all, c, 0, n, Finish.NOTHING);
            }
            rates[p] = flops * calls / (System.nanoTime() - start);
        }
        java.util.Arrays.sort(rates);
        System.out.printf(Locale.ROOT, "%dx%dx%d %s%s %.0f (%.0f)   ", m, k, n, ta ? "t" : "n", tb ? "t" : "n", rates[passes - 1], rates[passes / 2]);
    }
}

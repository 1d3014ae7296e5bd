package dev.occam.cpu.kernel;

import dev.occam.cpu.warmup.VectorWarmUp;
import java.util.Locale;

/** Prints nanoseconds an element, best of many short passes: scalar first, then vector. */
final class ElementaryBenchmark {
    private static final int LENGTH = 4096;
    private static final int PASSES = 200;

    private ElementaryBenchmark() {}

    public static void main(String[] arguments) {
        float[] x = new float[LENGTH];
        float[] y = new float[LENGTH];
        Philox.fill(x, 0, 0, LENGTH, 1, 1);
        for (int i = 0; i < LENGTH; i++) {
            x[i] = x[i] * 4;
        }
        measureAll("scalar", x, y);
        System.out.println("vectors are fast: " + VectorWarmUp.run());
        measureAll("vector", x, y);
    }

    private static void measureAll(String path, float[] x, float[] y) {
        measure(path + " exp", () -> Elementary.exp(x, 0, y, 0, LENGTH));
        measure(path + " log", () -> Elementary.log(x, 0, y, 0, LENGTH));
        measure(path + " tanh", () -> Elementary.tanh(x, 0, y, 0, LENGTH));
        measure(path + " sqrt", () -> Elementary.sqrt(x, 0, y, 0, LENGTH));
        measure(path + " philox", () -> Philox.fill(y, 0, 0, LENGTH, 1, 1));
    }

    private static void measure(String name, Runnable work) {
        double best = Double.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            long start = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                work.run();
            }
            best = Math.min(best, (System.nanoTime() - start) / (10.0 * LENGTH));
        }
        System.out.printf(Locale.ROOT, "%-14s %.2f ns%n", name, best);
    }
}

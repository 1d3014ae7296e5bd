package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.thread.WorkerPool;
import dev.occam.cpu.warmup.VectorWarmUp;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints when the first matmuls of a fresh JVM are done, in milliseconds from the first one.
 *
 * <p>Argument: {@code background} (scalar first, warm-up beside it), {@code scalar} or {@code vector} (at once).
 */
final class ColdStartBenchmark {
    private ColdStartBenchmark() {}

    public static void main(String[] arguments) {
        String mode = arguments.length > 0 ? arguments[0] : "background";
        if (mode.equals("vector")) {
            VectorKernels.MATMUL.markReady();
        }
        float[] a = new float[64 * 64];
        float[] b = new float[64 * 128];
        float[] c = new float[64 * 128];
        Strided left = Strided.left(a, 0, 64, 1);
        Strided right = Strided.right(b, 0, 128, 1);
        Product product = new Product(64, 64, 128, left, right, Optional.of(new Output(c, 0, 128)), Finish.NOTHING);
        try (WorkerPool pool = new WorkerPool(1)) {
            Matmul matmul = new Matmul(pool);
            long start = System.nanoTime();
            if (mode.equals("background")) {
                VectorWarmUp.start();
            }
            long switched = 0;
            for (int call = 1; call <= 100_000; call++) {
                matmul.multiply(product);
                if (switched == 0 && VectorKernels.MATMUL.ready()) {
                    switched = System.nanoTime();
                    print(call + " (first in vectors)", start);
                }
                if (call == 1 || call == 50 || call == 500 || call == 5_000 || call == 20_000 || call == 100_000) {
                    print(String.valueOf(call), start);
                }
            }
        }
    }

    private static void print(String name, long start) {
        System.out.printf(Locale.ROOT, "%-28s %8.1f ms%n", name, (System.nanoTime() - start) / 1e6);
    }
}

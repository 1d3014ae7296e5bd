package dev.occam.cpu.thread;

import java.util.Arrays;
import java.util.Locale;

/** Prints what a hand-over to one helper costs, in nanoseconds: back to back, and after a pause in which it slept. */
final class WorkerPoolBenchmark {
    private WorkerPoolBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(2)) {
            int[] done = new int[64];
            WorkerPool.Task task = (number, worker) -> done[32 * worker]++;
            for (int pass = 0; pass < 3; pass++) {
                print("back to back", pool, task, 20_000, 0);
                print("asleep", pool, task, 200, 1);
            }
        }
    }

    private static void print(String name, WorkerPool pool, WorkerPool.Task task, int runs, int pauseMillis)
            throws InterruptedException {
        long[] times = new long[runs];
        for (int i = 0; i < runs; i++) {
            if (pauseMillis > 0) {
                Thread.sleep(pauseMillis);
            }
            long start = System.nanoTime();
            pool.run(2, task);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-14s best %d, median %d, 90 %% %d ns%n",
                name,
                times[0],
                times[runs / 2],
                times[runs * 9 / 10]);
    }
}

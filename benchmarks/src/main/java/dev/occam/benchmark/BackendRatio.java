package dev.occam.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.occam.EpochReport;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.RunStart;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.benchmark.driver.Quantile;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Compares the training speed of backends in one run: {@code BackendRatio CASE ROUNDS BACKEND...}, where a case is
 * digits (64-128-128-10, batch 64) or fashion (784-512-512-10, batch 128), with AdamW.
 *
 * <p>All train the same network at the same time, but only one of them works: they take turns, an epoch each, so that what
 * else happens on the machine meets all. Prints steps per second of each, as the median and the quartiles of the epochs, and
 * the ratios of neighbouring epochs to the first backend's; beside it the processor's time that a step took on all cores, which
 * depends less on what else the machine does. The first epochs, which compile, do not count.
 */
public final class BackendRatio {
    private static final int WARM_UP = 10;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private record Case(int batch, int steps, int inputs, int hidden) {
        static Case of(String name) {
            return switch (name) {
                case "digits" -> new Case(64, 400, 64, 128);
                case "fashion" -> new Case(128, 60, 784, 512);
                default -> throw new IllegalArgumentException("no case is called " + name);
            };
        }

        TrainingSpec spec(String backend, int epochs) {
            return new TrainingSpecBuilder()
                    .data(data(), data())
                    .layer("dense", Map.of("units", hidden))
                    .layer("relu")
                    .layer("dense", Map.of("units", hidden))
                    .layer("relu")
                    .layer("dense", Map.of("units", 10))
                    .optimizer("adam", Map.of("lr", 1e-4))
                    .regularizer("decoupled-decay", Map.of("lambda", 0.01))
                    .epochs(epochs)
                    .batch(batch)
                    .backend(backend)
                    .build();
        }

        private Dataset data() {
            int size = batch * steps;
            int[] labels = IntStream.range(0, size).map(i -> i * 7 % 10).toArray();
            List<String> names =
                    IntStream.range(0, 10).mapToObj(String::valueOf).toList();
            return new Dataset(
                    "noise", List.of(inputs), OpenDevice.noise(size * inputs), new Targets.Classes(labels, names));
        }
    }

    /** A training that waits for its turn before each epoch. */
    private static final class Turns implements TrainingListener {
        private final Semaphore turn = new Semaphore(0);
        private final Semaphore done = new Semaphore(0);
        private long start;
        private long processor;
        private double seconds;
        private double processorSeconds;

        @Override
        public void started(RunStart run) {
            await();
        }

        @Override
        public void epoch(EpochReport report) {
            seconds = (System.nanoTime() - start) / 1e9;
            processorSeconds = (PROCESS.getProcessCpuTime() - processor) / 1e9;
            done.release();
            await();
        }

        private void await() {
            turn.acquireUninterruptibly();
            start = System.nanoTime();
            processor = PROCESS.getProcessCpuTime();
        }

        void next() {
            turn.release();
            done.acquireUninterruptibly();
        }
    }

    private BackendRatio() {}

    /** Case, number of rounds, and backends. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 3 || !arguments[0].matches("digits|fashion") || !arguments[1].matches("[1-9]\\d{0,5}")) {
            System.err.println("usage: BackendRatio digits|fashion ROUNDS BACKEND...");
            System.exit(2);
        }
        Case work = Case.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        List<String> backends = List.of(arguments).subList(2, arguments.length);
        List<Turns> turns = new ArrayList<>();
        List<double[]> rates = new ArrayList<>();
        List<double[]> costs = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String backend : backends) {
            Turns listener = new Turns();
            turns.add(listener);
            rates.add(new double[rounds]);
            costs.add(new double[rounds]);
            TrainingSpec spec = work.spec(backend, WARM_UP + rounds);
            Thread thread = new Thread(() -> train(spec, listener), backend);
            thread.start();
            threads.add(thread);
        }
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int backend = 0; backend < turns.size(); backend++) {
                Turns listener = turns.get(backend);
                listener.next();
                if (round >= 0) {
                    rates.get(backend)[round] = work.steps() / listener.seconds;
                    costs.get(backend)[round] = 1000 * listener.processorSeconds / work.steps();
                }
            }
        }
        turns.forEach(listener -> listener.turn.release());
        for (Thread thread : threads) {
            thread.join();
        }
        double[] first = rates.get(0);
        for (int backend = 0; backend < backends.size(); backend++) {
            double[] own = rates.get(backend);
            print(backends.get(backend) + " steps/s", own);
            print("  processor ms/step", costs.get(backend));
            print(
                    "  to " + backends.get(0),
                    IntStream.range(0, rounds)
                            .mapToDouble(i -> own[i] / first[i])
                            .toArray());
        }
    }

    private static void train(TrainingSpec spec, Turns listener) {
        TrainingResult result = Occam.engine().train(spec, RunOptions.IN_MEMORY, listener);
        result.model().close();
    }

    private static void print(String what, double[] values) {
        System.out.printf(
                Locale.ROOT,
                "%-20s median %8.3f  quartiles %8.3f %8.3f  (%d epochs)%n",
                what,
                Quantile.of(values, 0.5),
                Quantile.of(values, 0.25),
                Quantile.of(values, 0.75),
                values.length);
    }
}

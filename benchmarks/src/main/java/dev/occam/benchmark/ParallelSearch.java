package dev.occam.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.occam.Occam;
import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningSpec;
import dev.occam.benchmark.driver.Quantile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What {@code tune --parallel} gains: {@code ParallelSearch ROUNDS N...} makes whole searches with each number N of trainings at
 * once, in turns, and the order reversed every other round, so that what else happens on the machine meets all. The search is 8
 * values of λ on 5 folds of 600 digits.
 *
 * <p>Prints the seconds of the trials, without the training on all data that follows, as the least and the median of the
 * rounds; the ratio of the least to that of the first N; and the processor's time, which stays the same where trials do not
 * slow each other. Ends with an error if the trials of two searches differ in a single bit. The first round, which compiles,
 * does not count.
 */
public final class ParallelSearch {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final TuningSpec SEARCH = new TuningSpec(
            new SpecSource(
                    "search",
                    Optional.empty(),
                    List.of(
                            new Setting("data.rows", "600", ""),
                            new Setting("epochs", "30", ""),
                            new Setting("batch", "32", ""),
                            new Setting("backend", "cpu", ""))),
            List.of(SearchRange.of("regularizers.decoupled-decay.lambda=log:1e-4..1e0")),
            SearchStrategy.GRID,
            OptionalInt.of(8),
            OptionalInt.of(5),
            OptionalInt.empty(),
            TuningSpec.Choose.SIMPLEST);

    /** The time between the first trial's start and the last one's end. */
    private static final class Clock implements TuningListener {
        private long start;
        private long processor;
        private double seconds;
        private double processorSeconds;

        @Override
        public void started(Start search) {
            start = System.nanoTime();
            processor = PROCESS.getProcessCpuTime();
        }

        @Override
        public void finished(Progress progress) {
            seconds = (System.nanoTime() - start) / 1e9;
            processorSeconds = (PROCESS.getProcessCpuTime() - processor) / 1e9;
        }
    }

    private ParallelSearch() {}

    /** Number of rounds, and numbers of trainings at once. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2 || !Stream.of(arguments).allMatch(number -> number.matches("[1-9]\\d{0,5}"))) {
            System.err.println("usage: ParallelSearch ROUNDS N...");
            System.exit(2);
        }
        int rounds = Integer.parseInt(arguments[0]);
        int[] counts = Stream.of(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        double[][] seconds = new double[counts.length][rounds];
        double[][] processor = new double[counts.length][rounds];
        List<TuningResult.Trial> first = List.of();
        for (int round = -1; round < rounds; round++) {
            for (int turn = 0; turn < counts.length; turn++) {
                int i = round % 2 == 0 ? turn : counts.length - 1 - turn;
                Clock clock = new Clock();
                List<TuningResult.Trial> trials = trials(counts[i], clock);
                if (first.isEmpty()) {
                    first = trials;
                }
                if (!trials.equals(first)) {
                    throw new IllegalStateException(
                            "with %d at once the trials have other results".formatted(counts[i]));
                }
                if (round >= 0) {
                    seconds[i][round] = clock.seconds;
                    processor[i][round] = clock.processorSeconds;
                }
            }
        }
        for (int i = 0; i < counts.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%d at once: least %.2f s, median %.2f s, %.2f times as fast; processor least %.2f s, median %.2f s%n",
                    counts[i],
                    Quantile.of(seconds[i], 0),
                    Quantile.of(seconds[i], 0.5),
                    Quantile.of(seconds[0], 0) / Quantile.of(seconds[i], 0),
                    Quantile.of(processor[i], 0),
                    Quantile.of(processor[i], 0.5));
        }
        System.out.printf(
                Locale.ROOT,
                "%d trials, the same bits in all of %d searches%n",
                first.size(),
                (rounds + 1) * counts.length);
    }

    private static List<TuningResult.Trial> trials(int parallel, Clock clock) throws IOException {
        Path folder = Files.createTempDirectory("occam-search");
        try {
            return Occam.engine()
                    .tune(SEARCH, new TuningOptions(folder.resolve("search"), false, OptionalInt.of(parallel)), clock)
                    .trials();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(files::add);
        }
        files.forEach(file -> {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}

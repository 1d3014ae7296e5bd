package dev.occam.benchmark.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Measures processes from their start, which is made in turns: to the end of a first epoch, and a whole default run. */
final class Starts {
    static final String FIRST_EPOCH = "start first-epoch";
    static final String DEFAULT_TRAIN = "start default-train";

    /** Steps of an epoch of the digits' training part, in batches of 64. */
    private static final int STEPS = 23;

    private static final Pattern FIRST_LINE_OF_EPOCHS = Pattern.compile("\\s*1/\\d+\\s.*");
    private static final Pattern STEPS_DONE = Pattern.compile("> ran .*");
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final Processes processes;
    private final Path root;
    private final int times;
    private final Consumer<Failed> failures;

    Starts(Processes processes, Path root, int times, Consumer<Failed> failures) {
        this.processes = processes;
        this.root = root;
        this.times = times;
        this.failures = failures;
    }

    /**
     * A process to be started.
     *
     * @param input what it is told
     * @param end the line with which the time ends; the end of the process where it has no such line
     */
    private record Start(String work, String peer, ProcessBuilder command, String input, Pattern end) {}

    /** @param peers that train, beside ourselves */
    List<Measurement> measure(int threads, List<String> peers, List<String> works) {
        List<Start> starts = new ArrayList<>();
        starts.add(ourselves(FIRST_EPOCH, threads, FIRST_LINE_OF_EPOCHS, "--epochs", "1"));
        starts.add(ourselves(DEFAULT_TRAIN, threads, NEVER));
        for (String peer : peers) {
            if (!peer.equals(Catalogue.OURSELVES)) {
                String told = "prepare a step digits\nrun a " + STEPS + "\n";
                starts.add(new Start(FIRST_EPOCH, peer, processes.command(peer, threads), told, STEPS_DONE));
            }
        }
        starts.removeIf(start -> !works.contains(start.work()));
        return measure(threads, starts);
    }

    private Start ourselves(String work, int threads, Pattern end, String... more) {
        List<String> command = new ArrayList<>(List.of(
                root.resolve("occam").toString(),
                "train",
                "--threads",
                String.valueOf(threads),
                "--output",
                processes.folder().resolve("run").toString()));
        command.addAll(List.of(more));
        return new Start(work, Catalogue.OURSELVES, new ProcessBuilder(command), "", end);
    }

    /** A process that went well so far. */
    private static final class Counted {
        private final Start start;
        private final List<Sample> samples = new ArrayList<>();
        private final List<Double> processor = new ArrayList<>();

        Counted(Start start) {
            this.start = start;
        }
    }

    private List<Measurement> measure(int threads, List<Start> starts) {
        List<Counted> working =
                new ArrayList<>(starts.stream().map(Counted::new).toList());
        // Once uncounted: natives are unpacked, archives of classes made, files come into the page cache.
        working.removeIf(each -> !once(each, threads));
        working.forEach(each -> {
            each.samples.clear();
            each.processor.clear();
        });
        for (int round = 0; round < times; round++) {
            working.removeIf(each -> !once(each, threads));
        }
        return working.stream()
                .map(each -> new Measurement(
                        Group.START,
                        each.start.work(),
                        threads,
                        each.start.peer(),
                        "",
                        each.samples,
                        each.processor,
                        "exit code 0"))
                .toList();
    }

    /** Whether it went well. */
    private boolean once(Counted counted, int threads) {
        Start start = counted.start;
        try {
            clear(processes.folder().resolve("run"));
            double machine = ProcessorTime.ofMachine();
            double own = ProcessorTime.ofEndedChildren();
            long begin = System.nanoTime();
            Process process = start.command().redirectErrorStream(true).start();
            try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(start.input());
            }
            long end = endOf(process, start.end());
            int exit = process.waitFor();
            long exited = System.nanoTime();
            if (exit != 0) {
                return failed(start, threads, "its process ended with exit code " + exit);
            }
            if (end == 0 && start.end() != NEVER) {
                return failed(start, threads, "its process ended without a line like \"%s\"".formatted(start.end()));
            }
            double spent = ProcessorTime.ofEndedChildren() - own;
            double others = ProcessorTime.ofMachine() - machine - spent;
            double seconds = ((end == 0 ? exited : end) - begin) / 1e9;
            counted.samples.add(new Sample(seconds, others > 0.1 * (exited - begin) / 1e9));
            counted.processor.add(spent);
            return true;
        } catch (IOException e) {
            return failed(start, threads, "its process cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Station.Failure("interrupted");
        }
    }

    private boolean failed(Start start, int threads, String why) {
        failures.accept(new Failed(start.peer(), start.work(), threads, why));
        return false;
    }

    /** When the line came, 0 if it never did. */
    private static long endOf(Process process, Pattern wanted) throws IOException {
        long end = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (end == 0 && wanted.matcher(line).matches()) {
                    end = System.nanoTime();
                }
            }
        }
        return end;
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.occam.benchmark.driver;

import dev.occam.benchmark.occam.Profile;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Work;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        description = "Measures Occam beside its peers, in turns, and writes a table and a JSON file.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCode.FAILED,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All went well.",
            "1:With --against, a work became slower.",
            "2:It cannot be done as it was asked for.",
            "3:A work of ours failed or came to a wrong result, or the driver broke."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  benchmarks/run --quick                              ourselves, a minute or two",
            "  benchmarks/run --peers djl,torch --only steps       training steps beside PyTorch",
            "  benchmarks/run --peers all --page                   all there is, into docs/performance.md",
            "  benchmarks/run --against HEAD~1 --only \"step tiny\"  what became slower; exit code 1 if something did"
        })
public final class Main implements Callable<Integer> {
    /** Those that are measured in both commits. */
    private static final Set<Group> COMPARED = EnumSet.of(Group.PRODUCTS, Group.STEPS, Group.UPDATES, Group.INFERENCE);

    @Option(names = "--quick", description = "Few and short repetitions: for a look, not for a claim.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WHAT",
            description =
                    "Groups (products, steps, updates, inference, rules, scaling, start) or works whose name holds this; of rules and scaling only where no other group has such a work.")
    private List<String> only = List.of();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "djl, torch, pytorch, mkl, onednn, openblas, dl4j, smile, c; all; or none, as where it is not given.")
    private List<String> peers = List.of("none");

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Numbers of threads; 1,2.")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the JSON goes; benchmarks/target/results.json.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--add-to",
            paramLabel = "FILE",
            description = "Results of an earlier run that these are added to; tables and page show both.")
    private Optional<Path> earlier = Optional.empty();

    @Option(names = "--page", description = "Fill tables and charts of docs/performance.md with the results.")
    private boolean page;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Measure nothing; show, or fill the page with, these results.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "COMMIT",
            description = "Compare with this commit, which is built beside; exit code 1 if a work became slower.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--threshold",
            paramLabel = "RATIO",
            description = "With --against: the ratio of times that is still taken; 1.05.")
    private double threshold = 1.05;

    @Option(
            names = "--profile",
            paramLabel = "STEP",
            description =
                    "Show what each kernel of a step takes, for instance \"step fashion\"; with --listings also what it computes.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--listings", hidden = true)
    private boolean listings;

    private final Path root;
    private final PrintStream out;
    private final PrintStream err;

    Main(Path root, PrintStream out, PrintStream err) {
        this.root = root;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("occam.root", "")).toAbsolutePath();
        System.exit(run(root, System.out, System.err, arguments));
    }

    /** Does what the arguments say, and returns the exit code. */
    static int run(Path root, PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Main(root, out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(ExitCode.handler(err))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        refuseWhatContradicts();
        if (from.isPresent()) {
            show(ResultFile.read(from.get()));
            return ExitCode.FINE;
        }
        if (profile.isPresent()) {
            return profile(Work.parse(profile.get()));
        }
        Processes processes = new Processes(root);
        return against.isPresent() ? compare(processes, against.get()) : measure(processes);
    }

    private void refuseWhatContradicts() {
        if (Stream.of(from, profile, against).filter(Optional::isPresent).count() > 1) {
            throw new IllegalArgumentException("--from, --profile and --against exclude each other; choose one");
        }
        boolean measures = from.isEmpty() && profile.isEmpty() && against.isEmpty();
        if (earlier.isPresent() && !measures) {
            throw new IllegalArgumentException(
                    "--add-to adds what is measured beside peers;%n  it goes with none of --from, --profile and --against"
                            .formatted());
        }
        if (page && !measures && from.isEmpty()) {
            throw new IllegalArgumentException(
                    "--page shows what is measured beside peers;%n  it goes with neither --profile nor --against"
                            .formatted());
        }
        if (page && measures && earlier.isEmpty() && (quick || !only.isEmpty())) {
            throw new IllegalArgumentException(("--page with %s would empty the tables of all else;%n"
                            + "  measure with --add-to F --output F, then --from F --page")
                    .formatted(quick ? "--quick" : "--only"));
        }
        for (int count : threads) {
            if (count < 1) {
                throw new IllegalArgumentException("--threads %d: a work needs at least 1 thread".formatted(count));
            }
        }
        if (!(threshold > 0 && Double.isFinite(threshold))) {
            throw new IllegalArgumentException(
                    "--threshold %s: it is a ratio of times above 0, like 1.05".formatted(threshold));
        }
    }

    private int profile(Work work) {
        if (!(work instanceof Training training)) {
            throw new IllegalArgumentException(
                    "--profile %s: only a step has kernels to look at".formatted(work.name()));
        }
        for (int count : threads) {
            out.println("%s, %d threads".formatted(work.name(), count));
            out.print(Profile.of(training, count, listings));
        }
        return ExitCode.FINE;
    }

    private int measure(Processes processes) {
        Selection selection = new Selection(only, EnumSet.allOf(Group.class));
        Results before = earlier.map(ResultFile::read).orElse(new Results(List.of()));
        Outcome outcome = measure(processes, selection, processes.choose(peers, err::println), before);
        show(outcome.results());
        out.println("All repetitions: " + file());
        return outcome.isOursWhole() ? ExitCode.FINE : ExitCode.FAILED;
    }

    /** What a run came to. */
    private record Outcome(Results results, List<Failed> failed) {
        boolean isOursWhole() {
            return failed.stream().noneMatch(Failed::isOurs);
        }
    }

    /** Measures, and writes what there is after each case, so that a run that is ended leaves what it had. */
    private Outcome measure(Processes processes, Selection selection, List<String> lanes, Results before) {
        Origin origin = new Origin(
                Machine.here(),
                OtherCommit.describe(root),
                Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                command());
        List<Measurement> measurements = new ArrayList<>();
        Supplier<Results> results = () -> before.with(new Measured(origin, measurements));
        List<Failed> failed = new Run(
                        processes,
                        root,
                        quick ? Effort.QUICK : Effort.FULL,
                        some -> {
                            measurements.addAll(some);
                            ResultFile.write(results.get(), file());
                        },
                        err::println)
                .measure(selection, threads, lanes);
        return new Outcome(results.get(), failed);
    }

    /** The part of the command line that says what to measure, without files of this machine. */
    private String command() {
        StringBuilder text = new StringBuilder("benchmarks/run");
        if (quick) {
            text.append(" --quick");
        }
        if (!only.isEmpty()) {
            text.append(" --only \"").append(String.join(",", only)).append('"');
        }
        if (!peers.equals(List.of("none"))) {
            text.append(" --peers ").append(String.join(",", peers));
        }
        text.append(" --threads ").append(threads.stream().map(String::valueOf).collect(Collectors.joining(",")));
        against.ifPresent(commit -> text.append(" --against ").append(commit));
        return text.toString();
    }

    private int compare(Processes processes, String revision) {
        if (!peers.equals(List.of("none"))) {
            throw new IllegalArgumentException("--against compares with a commit, --peers with peers; choose one");
        }
        Selection selection = new Selection(only, COMPARED);
        try (OtherCommit other = new OtherCommit(root, revision, processes.folder())) {
            processes.addBuild(other.name(), other.classPath());
            List<String> lanes = List.of(Catalogue.OURSELVES, other.name());
            Outcome outcome = measure(processes, selection, lanes, new Results(List.of()));
            Regressions regressions = new Regressions(outcome.results().measurements(), other.name(), threshold);
            out.print(regressions.table(other.name()));
            if (!outcome.isOursWhole() || !regressions.onlyBefore().isEmpty()) {
                return ExitCode.FAILED;
            }
            if (regressions.isEmpty()) {
                throw new IllegalArgumentException("nothing was measured in both commits");
            }
            return regressions.any() ? ExitCode.SLOWER : ExitCode.FINE;
        }
    }

    private Path file() {
        return output.orElse(root.resolve("benchmarks/target/results.json"));
    }

    private void show(Results results) {
        for (Measured run : results.runs()) {
            Origin origin = run.origin();
            out.println(origin.command());
            out.println("commit " + origin.commit() + ", " + origin.date());
            out.println(origin.machine().describe());
        }
        Arrays.stream(Group.values())
                .filter(group -> !results.verdicts(group).isEmpty())
                .forEach(group -> out.print("\n" + group.title() + "\n" + Table.of(results.verdicts(group))));
        out.print("\n" + Table.legend());
        if (page) {
            Path file = root.resolve("docs/performance.md");
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("--page: there is no file " + file);
            }
            new Page(results).fill(file);
        }
    }
}

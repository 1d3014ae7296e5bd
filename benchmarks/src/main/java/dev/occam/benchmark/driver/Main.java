package dev.occam.benchmark.driver;

import dev.occam.benchmark.occam.Profile;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Work;
import java.io.PrintStream;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        description = "Measures Occam beside its peers, in turns, and writes a table and a JSON file.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  benchmarks/run --quick                              ourselves, a minute or two",
            "  benchmarks/run --peers djl,torch --only steps       training steps beside PyTorch",
            "  benchmarks/run --peers all --page                   all there is, into docs/performance.md",
            "  benchmarks/run --against HEAD~1 --only \"step tiny\"  what became slower; exit code 1 if something did"
        })
public final class Main implements Callable<Integer> {
    private static final Set<Group> WITHOUT_ASKING =
            EnumSet.of(Group.PRODUCTS, Group.STEPS, Group.UPDATES, Group.INFERENCE);

    @Option(names = "--quick", description = "Few and short repetitions: for a look, not for a claim.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WHAT",
            description =
                    "Groups (products, steps, updates, inference, rules, scaling, start) or works whose name holds this.")
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
        CommandLine line = new CommandLine(new Main(root, System.out, System.err));
        line.setExecutionExceptionHandler((exception, ignored, result) -> {
            if (exception instanceof IllegalArgumentException) {
                System.err.println("benchmarks/run: " + exception.getMessage());
                return 2;
            }
            throw exception;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() {
        if (from.isPresent()) {
            show(ResultFile.read(from.get()));
            return 0;
        }
        if (profile.isPresent()) {
            return profile(Work.parse(profile.get()));
        }
        Processes processes = new Processes(root);
        return against.isPresent() ? compare(processes, against.get()) : measure(processes);
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
        return 0;
    }

    private int measure(Processes processes) {
        List<String> chosen = chosen(processes);
        Optional<Results> before = earlier.map(ResultFile::read);
        Results measured = measure(processes, EnumSet.allOf(Group.class), chosen, before);
        show(measured);
        out.println("All repetitions: " + file());
        return 0;
    }

    /** Measures, and writes what there is after each case, so that a run that is ended leaves what it had. */
    private Results measure(Processes processes, Set<Group> groups, List<String> lanes, Optional<Results> before) {
        Origin origin = new Origin(
                Machine.here(),
                OtherCommit.describe(root),
                Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                command());
        List<Measurement> measurements = new ArrayList<>();
        Supplier<Results> results = () -> {
            Results own = new Results(List.of(origin), measurements);
            return before.map(old -> old.with(own)).orElse(own);
        };
        new Run(
                        processes,
                        root,
                        effort(),
                        some -> {
                            measurements.addAll(some);
                            ResultFile.write(results.get(), file());
                        },
                        err::println)
                .measure(selection(groups), threads, lanes);
        return results.get();
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
        try (OtherCommit other = new OtherCommit(root, revision, processes.folder())) {
            processes.addBuild(other.name(), other.classPath());
            Results results =
                    measure(processes, WITHOUT_ASKING, List.of(Catalogue.OURSELVES, other.name()), Optional.empty());
            Regressions regressions = new Regressions(results.measurements(), other.name(), threshold);
            if (regressions.isEmpty()) {
                throw new IllegalArgumentException("nothing was measured in both commits");
            }
            out.print(regressions.table(other.name()));
            return regressions.any() ? 1 : 0;
        }
    }

    private Selection selection(Set<Group> all) {
        return new Selection(only, all);
    }

    private Effort effort() {
        return quick ? Effort.QUICK : Effort.FULL;
    }

    private Path file() {
        return output.orElse(root.resolve("benchmarks/target/results.json"));
    }

    /** Ourselves and the peers asked for. */
    private List<String> chosen(Processes processes) {
        if (peers.equals(List.of("all"))) {
            processes
                    .known()
                    .forEach(peer -> processes.unavailable(peer).ifPresent(why -> err.println(peer + ": " + why)));
            return processes.available();
        }
        List<String> chosen = new ArrayList<>(List.of(Catalogue.OURSELVES));
        for (String peer : peers) {
            if (peer.equals("none") || peer.equals(Catalogue.OURSELVES)) {
                continue;
            }
            if (!processes.available().contains(peer)) {
                throw new IllegalArgumentException(processes
                        .unavailable(peer)
                        .map(why -> "peer %s cannot run here: %s".formatted(peer, why))
                        .orElse("no peer is called %s; there are %s".formatted(peer, processes.known())));
            }
            chosen.add(peer);
        }
        return chosen;
    }

    private void show(Results results) {
        Judge judge = new Judge(results.measurements());
        for (Origin origin : results.origins()) {
            out.println(origin.command());
            out.println("commit " + origin.commit() + ", " + origin.date());
            out.println(origin.machine().describe());
        }
        Arrays.stream(Group.values())
                .filter(group -> !judge.verdicts(group).isEmpty())
                .forEach(group -> out.print("\n" + group.title() + "\n" + Table.of(judge.verdicts(group))));
        out.print("\n" + Table.legend());
        if (page) {
            Path file = root.resolve("docs/performance.md");
            if (!Files.exists(file)) {
                throw new IllegalArgumentException(file + " is not there to be filled");
            }
            new Page(results).fill(file);
        }
    }
}

package dev.occam.cli;

import dev.occam.StudyRequest;
import dev.occam.StudyResult;
import dev.occam.error.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code occam study}. */
@Command(
        name = "study",
        header = "Makes controlled experiments on regularization.",
        description =
                "Trains many runs under controlled conditions and holds claims against them: supported, contradicted or"
                        + " undecided, with the figures. Writes study.html and study.json.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: what weight decay does, in two minutes%n",
        footer = "  occam study weight-decay --quick")
final class StudyCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            defaultValue = "weight-decay",
            paramLabel = "NAME",
            description = "weight-decay (the default), regularizers or optimizers.")
    private String name;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "How many seeds each condition is repeated with; the study's own number where it is not given.")
    private Integer seeds;

    @Option(names = "--quick", description = "Be done in about two minutes on two cores, with wider intervals.")
    private boolean quick;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "How many runs may train at the same time; as many as there are processors where it is not given."
                            + " The results do not depend on it.")
    private Integer parallel;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder to write; runs/<time>-study-<name> where it is not given.")
    private Path output;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the study of this folder; its finished runs are kept.")
    private Path resume;

    StudyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<Path> written = Optional.ofNullable(output);
        Optional<Path> resumed = Optional.ofNullable(resume);
        if (written.isPresent() && resumed.isPresent()) {
            throw new RequestException(
                    "--output and --resume both name a folder.%n  With --resume the study goes on in its own."
                            .formatted());
        }
        Path folder =
                written.or(() -> resumed).orElseGet(() -> RunFolders.next(session.surroundings(), "study-" + name));
        StudyRequest request = new StudyRequest(
                name,
                Optional.ofNullable(seeds).map(OptionalInt::of).orElse(OptionalInt.empty()),
                quick,
                Optional.ofNullable(parallel)
                        .orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                folder,
                resumed.isPresent());
        StudyReport report = new StudyReport(session);
        StudyResult result;
        try (Interruption interruption = Interruption.of(session, report::end, () -> interrupted(name, folder))) {
            result = session.engine().study(request, report);
        } finally {
            report.end();
        }
        report.finished(result);
        if (session.isJson()) {
            session.json(StudyJson.of(result));
        }
        return 0;
    }

    static String interrupted(String name, Path folder) {
        return Files.exists(folder.resolve("runs.jsonl"))
                ? "Interrupted. The finished runs are kept; go on with%n  occam study %s --resume %s"
                        .formatted(name, folder)
                : "Interrupted before the first run was finished.";
    }
}

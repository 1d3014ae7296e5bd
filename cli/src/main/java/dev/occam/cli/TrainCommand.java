package dev.occam.cli;

import dev.occam.Engine;
import dev.occam.RunOptions;
import dev.occam.SpecSource;
import dev.occam.TrainedModel;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.error.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code occam train}. */
final class TrainCommand implements Callable<Integer> {
    private final Session session;
    private final SpecOptions specOptions = new SpecOptions();
    private final OptionSpec output =
            Options.path("--output", "DIR", "The run folder; runs/<time>-<data> where it is not given.");
    private final OptionSpec resume =
            Options.path("--resume", "DIR", "Continue the run of this folder where its checkpoint stands.");
    private final OptionSpec acceptOtherCoverage =
            Options.flag("--accept-other-coverage", "Continue even if rules now apply to other weights than before.");

    TrainCommand(Session session) {
        this.session = session;
    }

    CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this)
                .name("train")
                .addMixin("specOptions", specOptions.mixin())
                .addOption(output)
                .addOption(resume)
                .addOption(acceptOtherCoverage);
        spec.usageMessage()
                .description("Trains a model, shows what it does and writes a run folder with a report.")
                .optionListHeading("%nOptions:%n")
                .footerHeading("%nExample: digits with more decay and dropout, stopped when it stops to help%n")
                .footer(
                        "  occam train --epochs 50 --early-stopping patience=5 \\",
                        "      --regularizer decoupled-decay:lambda=0.05 \\",
                        "      --regularizer dropout:drop=0.2@hidden");
        return spec;
    }

    @Override
    public Integer call() {
        Engine engine = session.engine();
        Optional<Path> resumed = Optional.ofNullable(resume.getValue());
        resumed.filter(folder -> !Files.isDirectory(folder)).ifPresent(folder -> {
            throw new RequestException("Cannot resume %s: there is no such folder.%n  Name the folder of a run."
                    .formatted(Text.line(folder.toString())));
        });
        SpecSource source = specOptions.source(resumed.map(folder -> folder.resolve("spec.yaml")));
        TrainingSpec spec = engine.read(source);
        Path folder = Optional.<Path>ofNullable(output.getValue())
                .or(() -> resumed)
                .orElseGet(() -> RunFolders.next(session.surroundings(), spec.data()));
        RunOptions options = new RunOptions(Optional.of(folder), resumed, Options.given(acceptOtherCoverage));
        Progress progress = session.isQuiet() ? Progress.NONE : Progress.on(session);
        TrainingReport report = new TrainingReport(session, spec, progress);
        TrainingResult result;
        try (Interruption interruption = Interruption.of(session, progress, folder)) {
            result = engine.train(spec, options, report);
        } finally {
            progress.end();
        }
        try (TrainedModel kept = result.model()) {
            report.finished(result);
        }
        if (session.isJson()) {
            session.json(ResultJson.of(result));
        }
        return 0;
    }
}

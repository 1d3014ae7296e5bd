package dev.occam.cli;

import dev.occam.DataChoice;
import dev.occam.Engine;
import dev.occam.SpecSource;
import dev.occam.error.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A saved model. */
final class ModelOptions {
    @Parameters(paramLabel = "RUN", description = "A run folder or a model.safetensors.")
    private Path run;

    @Option(
            names = "--backend",
            paramLabel = "B",
            defaultValue = "auto",
            description = "auto, cpu, opencl or another name.")
    private String backend;

    Path run() {
        if (!Files.exists(run)) {
            throw new RequestException(
                    "Cannot load %s: there is no such file or folder.%n  Name a run folder or a model.safetensors."
                            .formatted(Text.line(run.toString())));
        }
        return run;
    }

    String backend() {
        return backend;
    }

    /** The data that a text names: a source, or options in braces. */
    static DataChoice data(Engine engine, String text) {
        return engine.read(new SpecSource("--data", Optional.empty(), List.of(SpecOptions.data(text))))
                .data();
    }

    /** The data that the run was trained on. */
    DataChoice dataOfRun(Engine engine) {
        Path spec = run().resolve("spec.yaml");
        if (!Files.isRegularFile(spec)) {
            throw new RequestException("%s does not say which data to use.%n  Name them with --data."
                    .formatted(Text.line(run.toString())));
        }
        return engine.read(new SpecSource(spec.toString(), Optional.of(SpecText.read(spec)), List.of()))
                .data();
    }
}

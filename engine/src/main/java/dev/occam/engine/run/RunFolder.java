package dev.occam.engine.run;

import dev.occam.EpochReport;
import dev.occam.engine.file.AtomicFile;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The files of a run. Each is replaced whole. */
public record RunFolder(Path path) {
    /**
     * The folder, made if it is not there.
     *
     * @throws RequestException if that is not possible
     */
    public static RunFolder create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new RequestException(
                    "The run folder %s cannot be made: %s.\n  Choose another with --output."
                            .formatted(path, e.getMessage()),
                    e);
        }
        return new RunFolder(path);
    }

    public Path model() {
        return path.resolve("model.safetensors");
    }

    public Path checkpoint() {
        return path.resolve("checkpoint.safetensors");
    }

    public Path spec() {
        return path.resolve("spec.yaml");
    }

    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    public Path record() {
        return path.resolve("run.json");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    /** Whether a run was begun here. */
    public boolean isBegun() {
        return Files.exists(record());
    }

    public boolean hasCheckpoint() {
        return Files.exists(checkpoint());
    }

    public void writeSpec(String text) {
        AtomicFile.writeText(spec(), text);
    }

    public void writeMetrics(List<EpochReport> history) {
        AtomicFile.writeText(metrics(), MetricsLines.write(history));
    }

    /** Writes {@code run.json} from maps, lists, texts and numbers. */
    public void writeRecord(Map<String, Object> values) {
        AtomicFile.writeText(record(), JsonText.indented(values) + "\n");
    }
}

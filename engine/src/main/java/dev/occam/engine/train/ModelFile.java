package dev.occam.engine.train;

import dev.occam.engine.data.Preprocessing;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.error.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A saved model.
 *
 * @param spec that it was trained by, YAML
 * @param preprocessing of raw data
 * @param columns names of the classes or of the predicted values
 * @param tensors the weights, each once
 * @param aliases the names that a weight has in further layers which use it, with its name among the tensors; the metadata say
 *     so as PyTorch's safetensors say it of shared tensors
 */
public record ModelFile(
        String spec,
        Preprocessing preprocessing,
        List<String> columns,
        List<NamedTensor> tensors,
        Map<String, String> aliases) {
    private static final String FORMAT = "occam-model-1";

    /** Writes all of it, replacing the file whole. */
    public void write(Path file) {
        Map<String, String> metadata = new LinkedHashMap<>(aliases);
        metadata.put("format", FORMAT);
        metadata.put("spec", spec);
        metadata.put("preprocessing", preprocessing.toJson());
        metadata.put("columns", String.join("\n", columns));
        Safetensors.write(file, new SafetensorsFile(metadata, tensors));
    }

    /**
     * Reads a model.
     *
     * @param path a run folder or a file
     * @throws RequestException if there is none, or the file is not one that {@link #write} wrote
     */
    public static ModelFile read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("model.safetensors") : path;
        if (!Files.exists(file)) {
            throw new RequestException(
                    "There is no model at %s.\n  Name a run folder that is finished, or a model.safetensors."
                            .formatted(path));
        }
        SafetensorsFile content = Safetensors.read(file);
        if (!FORMAT.equals(content.metadata().get("format"))) {
            throw new RequestException(
                    "%s holds weights but does not say of which model (format %s).\n  To train on from it use --init."
                            .formatted(file, content.metadata().getOrDefault("format", "unknown")));
        }
        String columns = text(file, content, "columns");
        return new ModelFile(
                text(file, content, "spec"),
                Preprocessing.fromJson(text(file, content, "preprocessing")),
                Arrays.asList(columns.split("\n", -1)),
                content.tensors(),
                aliases(content));
    }

    private static Map<String, String> aliases(SafetensorsFile content) {
        Map<String, String> aliases = new LinkedHashMap<>();
        content.metadata().forEach((name, other) -> {
            if (content.tensor(other).isPresent()) {
                aliases.put(name, other);
            }
        });
        return aliases;
    }

    private static String text(Path file, SafetensorsFile content, String key) {
        String value = content.metadata().get(key);
        if (value == null) {
            throw new RequestException("%s is no complete model: it does not say its %s.".formatted(file, key));
        }
        return value;
    }
}

package dev.occam.engine.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.engine.file.AtomicFile;
import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The finished runs of a study, in {@code runs.jsonl}: an object a line. The file is replaced whole after each run. */
final class RunStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, RunRecord> records = new TreeMap<>();

    private RunStore(Path file) {
        this.file = file;
    }

    static RunStore empty(Path file) {
        return new RunStore(file);
    }

    /**
     * What was kept; nothing where there is no such file.
     *
     * @throws RequestException that names the line that is not of such a file
     */
    static RunStore read(Path file) {
        RunStore store = new RunStore(file);
        if (!Files.exists(file)) {
            return store;
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                store.add(lines.get(i), i + 1);
            }
        } catch (IOException e) {
            throw new RequestException(
                    "Cannot read %s: %s.\n  Check the file, or begin the study again in another folder."
                            .formatted(Printable.path(file), Printable.reason(e)),
                    e);
        }
        return store;
    }

    private void add(String line, int number) {
        JsonNode node = parsed(line)
                .filter(each ->
                        each.path("run").isTextual() && each.path("fingerprint").isTextual())
                .orElseThrow(() -> new RequestException(
                        "%s:%d: this is not the line of a finished run.\n  Take the line out, and the run is trained again."
                                .formatted(Printable.path(file), number)));
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            JsonNode value = node.path("values").path(measure.text());
            if (value.isNumber()) {
                values.put(measure, value.asDouble());
            }
        }
        records.put(
                node.path("run").asText(),
                new RunRecord(
                        node.path("fingerprint").asText(),
                        values,
                        node.path("seconds").asDouble(Double.NaN)));
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.ofNullable(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A kept run of this name, if it was trained by this very spec. */
    synchronized Optional<RunRecord> find(String key, String fingerprint) {
        return Optional.ofNullable(records.get(key))
                .filter(kept -> kept.fingerprint().equals(fingerprint));
    }

    synchronized void put(String key, RunRecord kept) {
        records.put(key, kept);
        StringBuilder text = new StringBuilder();
        records.forEach((run, each) -> text.append(line(run, each)).append('\n'));
        AtomicFile.writeText(file, text.toString());
    }

    synchronized int size() {
        return records.size();
    }

    private static String line(String key, RunRecord kept) {
        ObjectNode node = JSON.createObjectNode();
        node.put("run", key);
        node.put("fingerprint", kept.fingerprint());
        if (Double.isFinite(kept.seconds())) {
            node.put("seconds", kept.seconds());
        }
        ObjectNode values = node.putObject("values");
        kept.values().forEach((measure, value) -> {
            if (Double.isFinite(value)) {
                values.put(measure.text(), value);
            }
        });
        return node.toString();
    }
}

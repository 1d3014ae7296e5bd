package dev.occam.benchmark.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as JSON: every repetition, and beside them what follows from them. */
final class ResultFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultFile() {}

    static void write(Results results, Path file) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode runs = root.putArray("runs");
        results.runs().forEach(each -> runs.add(json(each)));
        ArrayNode verdicts = root.putArray("verdicts");
        for (Group group : Group.values()) {
            results.verdicts(group).forEach(each -> verdicts.add(json(each)));
        }
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path whole = Files.createTempFile(folder, "results", ".json");
            JSON.writeValue(whole.toFile(), root);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(Measured run) {
        ObjectNode node = JSON.createObjectNode();
        node.set("origin", JSON.valueToTree(run.origin()));
        ArrayNode measurements = node.putArray("measurements");
        run.measurements().forEach(each -> measurements.add(json(each)));
        return node;
    }

    private static ObjectNode json(Measurement measurement) {
        ObjectNode node = JSON.createObjectNode();
        node.put("group", measurement.group().key());
        node.put("work", measurement.work());
        node.put("threads", measurement.threads());
        node.put("peer", measurement.peer());
        node.put("version", measurement.version());
        node.put("median", measurement.median());
        node.put("minimum", measurement.minimum());
        node.put("spread", measurement.spread());
        node.put("check", measurement.check());
        ArrayNode seconds = node.putArray("seconds");
        ArrayNode disturbed = node.putArray("disturbed");
        for (Sample sample : measurement.samples()) {
            seconds.add(sample.seconds());
            disturbed.add(sample.disturbed());
        }
        ArrayNode processor = node.putArray("processor-seconds");
        measurement.processorSeconds().forEach(processor::add);
        return node;
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode node = JSON.createObjectNode();
        node.put("group", verdict.ours().group().key());
        node.put("work", verdict.ours().work());
        node.put("threads", verdict.ours().threads());
        verdict.beside().ifPresent(other -> node.put("beside", other.name()));
        verdict.ratio().ifPresent(ratio -> node.put("ratio", ratio));
        verdict.target().ifPresent(target -> node.put("wanted", target));
        verdict.met().ifPresent(met -> node.put("met", met));
        return node;
    }

    /** @throws IllegalArgumentException if the file is no such file; the message names it */
    static Results read(Path file) {
        try {
            JsonNode root = JSON.readTree(file.toFile());
            List<Measured> runs = new ArrayList<>();
            for (JsonNode each : required(root, "runs")) {
                runs.add(run(each));
            }
            return new Results(runs);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "%s holds no results of benchmarks/run: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Measured run(JsonNode node) throws IOException {
        Origin origin = JSON.treeToValue(required(node, "origin"), Origin.class);
        List<Measurement> measurements = new ArrayList<>();
        required(node, "measurements").forEach(each -> measurements.add(measurement(each)));
        return new Measured(origin, measurements);
    }

    private static Measurement measurement(JsonNode node) {
        List<Sample> samples = new ArrayList<>();
        JsonNode seconds = required(node, "seconds");
        for (int i = 0; i < seconds.size(); i++) {
            samples.add(new Sample(
                    seconds.get(i).asDouble(),
                    required(node, "disturbed").path(i).asBoolean()));
        }
        List<Double> processor = new ArrayList<>();
        required(node, "processor-seconds").forEach(each -> processor.add(each.asDouble()));
        return new Measurement(
                Group.valueOf(required(node, "group").asText().toUpperCase(Locale.ROOT)),
                required(node, "work").asText(),
                required(node, "threads").asInt(),
                required(node, "peer").asText(),
                required(node, "version").asText(),
                samples,
                processor,
                required(node, "check").asText());
    }

    private static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException("it has no \"" + field + "\"");
        }
        return value;
    }
}

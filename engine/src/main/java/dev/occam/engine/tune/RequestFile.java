package dev.occam.engine.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.TuningSpec;
import dev.occam.engine.file.AtomicFile;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a search was asked for, so that it can go on without being asked again.
 *
 * @param data hash of the data that it searches on
 */
record RequestFile(TuningSpec spec, String data) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String FORMAT = "occam-tune-1";

    static Path in(Path folder) {
        return folder.resolve("request.json");
    }

    void write(Path folder) {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.put("data", data);
        ObjectNode source = node.putObject("spec");
        source.put("name", spec.spec().name());
        spec.spec().text().ifPresent(text -> source.put("text", text));
        ArrayNode settings = source.putArray("settings");
        spec.spec()
                .settings()
                .forEach(setting -> settings.addObject()
                        .put("path", setting.path())
                        .put("value", setting.value())
                        .put("origin", setting.origin()));
        ArrayNode over = node.putArray("over");
        spec.over().forEach(range -> write(over.addObject(), range));
        node.put("strategy", spec.strategy().name());
        spec.trials().ifPresent(value -> node.put("trials", value));
        spec.folds().ifPresent(value -> node.put("folds", value));
        spec.nested().ifPresent(value -> node.put("nested", value));
        node.put("choice", spec.choice().name());
        try {
            AtomicFile.writeText(in(folder), JSON.writeValueAsString(node) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    private static void write(ObjectNode node, SearchRange range) {
        node.put("path", range.path());
        if (range instanceof SearchRange.Choices choices) {
            ArrayNode values = node.putArray("choice");
            choices.values().forEach(values::add);
        } else if (range instanceof SearchRange.Logarithmic log) {
            node.putArray("log").add(log.low()).add(log.high());
        } else if (range instanceof SearchRange.Linear linear) {
            node.putArray("lin").add(linear.low()).add(linear.high());
        }
    }

    /** @throws RequestException if there is none, or it is not one that {@link #write} wrote */
    static RequestFile read(Path folder) {
        Path file = in(folder);
        if (!Files.exists(file)) {
            throw new RequestException(
                    "There is no search to resume in %s: it has no request.json.\n  Name the folder of a search."
                            .formatted(folder));
        }
        try {
            return read(JSON.readTree(Files.readString(file)));
        } catch (IllegalArgumentException | IOException e) {
            String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new RequestException("%s cannot be read: %s.\n  Begin the search anew.".formatted(file, why), e);
        }
    }

    private static RequestFile read(JsonNode node) {
        if (!FORMAT.equals(text(node, "format"))) {
            throw new IllegalArgumentException("its format is not " + FORMAT);
        }
        JsonNode source = node.path("spec");
        List<Setting> settings = new ArrayList<>();
        for (JsonNode setting : source.path("settings")) {
            settings.add(new Setting(text(setting, "path"), text(setting, "value"), text(setting, "origin")));
        }
        Optional<String> yaml = source.has("text") ? Optional.of(text(source, "text")) : Optional.empty();
        List<SearchRange> over = new ArrayList<>();
        for (JsonNode range : node.path("over")) {
            over.add(range(range));
        }
        TuningSpec spec = new TuningSpec(
                new SpecSource(text(source, "name"), yaml, settings),
                over,
                SearchStrategy.valueOf(text(node, "strategy")),
                count(node, "trials"),
                count(node, "folds"),
                count(node, "nested"),
                TuningSpec.Choose.valueOf(text(node, "choice")));
        return new RequestFile(spec, text(node, "data"));
    }

    private static SearchRange range(JsonNode node) {
        String path = text(node, "path");
        if (node.has("choice")) {
            List<String> values = new ArrayList<>();
            node.path("choice").forEach(value -> values.add(value.asText()));
            return new SearchRange.Choices(path, values);
        }
        JsonNode ends = node.has("log") ? node.path("log") : node.path("lin");
        double low = ends.path(0).asDouble(Double.NaN);
        double high = ends.path(1).asDouble(Double.NaN);
        return node.has("log") ? new SearchRange.Logarithmic(path, low, high) : new SearchRange.Linear(path, low, high);
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException("it does not say its " + key);
        }
        return node.path(key).asText();
    }

    private static OptionalInt count(JsonNode node, String key) {
        return node.path(key).isInt() ? OptionalInt.of(node.path(key).asInt()) : OptionalInt.empty();
    }
}

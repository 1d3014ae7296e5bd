package dev.occam.engine.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.engine.file.AtomicFile;
import dev.occam.engine.train.TrialRun.Score;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A file for each training that is finished, written whole: what a search has after a kill. */
record TrialFiles(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATE = ".safetensors";

    static TrialFiles in(Path folder) {
        Path trials = folder.resolve("trials");
        try {
            Files.createDirectories(trials);
        } catch (IOException e) {
            throw new RequestException(
                    "The folder %s cannot be made: %s.\n  Choose another with --output."
                            .formatted(trials, e.getMessage()),
                    e);
        }
        return new TrialFiles(trials);
    }

    /** What a training stands at, for a later one. */
    Path state(String key) {
        return folder.resolve(key + STATE);
    }

    /** @param trial its values, so that a file of another trial is not taken for it */
    void write(String key, String trial, Score score) {
        ObjectNode node = JSON.createObjectNode();
        node.put("trial", trial);
        ArrayNode losses = node.putArray("losses");
        score.losses().forEach(losses::add);
        score.accuracy().ifPresent(value -> node.put("accuracy", value));
        node.put("epochs", score.epochs());
        node.put("kept_epoch", score.keptEpoch());
        score.failure().ifPresent(why -> node.put("failure", why));
        AtomicFile.writeText(file(key), node + "\n");
    }

    /**
     * The score of a training that is finished.
     *
     * @param trial its values
     * @param losses how many there must be
     * @throws RequestException if the file is not one that {@link #write} wrote
     */
    Optional<Score> read(String key, String trial, int losses) {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
            require(trial.equals(node.path("trial").asText()), "it is not of the trial with " + trial);
            return Optional.of(score(node, losses));
        } catch (IllegalArgumentException | IOException e) {
            String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new RequestException(
                    "%s cannot be read: %s.\n  Delete it and resume: its training is done again.".formatted(file, why),
                    e);
        }
    }

    private static Score score(JsonNode node, int count) {
        List<Double> losses = new ArrayList<>();
        for (JsonNode loss : node.path("losses")) {
            require(loss.isNumber(), "a loss is no number");
            losses.add(loss.asDouble());
        }
        boolean failed = node.path("failure").isTextual();
        require(losses.size() == (failed ? 0 : count), "it has %d losses, not %d".formatted(losses.size(), count));
        require(node.path("epochs").isInt() && node.path("kept_epoch").isInt(), "it does not say its epochs");
        JsonNode accuracy = node.path("accuracy");
        return new Score(
                losses,
                accuracy.isNumber() ? OptionalDouble.of(accuracy.asDouble()) : OptionalDouble.empty(),
                node.path("epochs").asInt(),
                node.path("kept_epoch").asInt(),
                failed ? Optional.of(node.path("failure").asText()) : Optional.empty());
    }

    /** Deletes the states, which nothing needs once all is finished. */
    void deleteStates() {
        try (DirectoryStream<Path> states = Files.newDirectoryStream(folder, "*" + STATE)) {
            for (Path state : states) {
                Files.deleteIfExists(state);
            }
        } catch (IOException e) {
            System.getLogger(TrialFiles.class.getName()).log(System.Logger.Level.DEBUG, "states are left over", e);
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ".json");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}

package dev.occam.engine.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.Metrics;
import dev.occam.TuningResult;
import java.util.Map;
import java.util.OptionalDouble;

/** {@code tune.json}. Numbers that JSON does not have are null. */
final class TuneJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private TuneJson() {}

    static String of(TuningResult result) {
        ObjectNode json = JSON.createObjectNode();
        json.put("tuning", result.folder().toString());
        json.set("best", values(result.trials().get(result.best()).values()));
        json.set("simplest", values(result.trials().get(result.simplest()).values()));
        json.set("chosen", values(result.trials().get(result.chosen()).values()));
        json.put("scoring", result.scoring());
        ArrayNode verdict = json.putArray("verdict");
        result.verdict().forEach(verdict::add);
        ArrayNode trials = json.putArray("trials");
        result.trials().forEach(trial -> trials.add(trial(trial)));
        result.nested().ifPresent(nested -> json.set("nested", nested(nested)));
        json.set("refit", refit(result.refit()));
        json.put("seconds", result.seconds());
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    private static ObjectNode trial(TuningResult.Trial trial) {
        ObjectNode json = JSON.createObjectNode();
        json.put("number", trial.number());
        json.set("values", values(trial.values()));
        json.set("loss", estimate(trial.loss()));
        trial.difference().ifPresent(difference -> json.set("difference", estimate(difference)));
        ArrayNode losses = json.putArray("losses");
        trial.losses().forEach(loss -> losses.add(JSON.valueToTree(finite(loss))));
        put(json, "accuracy", trial.accuracy());
        json.put("epochs", trial.epochs());
        trial.failure().ifPresent(why -> json.put("failure", why));
        return json;
    }

    private static ObjectNode nested(TuningResult.Nested nested) {
        ObjectNode json = JSON.createObjectNode();
        json.set("loss", estimate(nested.loss()));
        put(json, "accuracy", nested.accuracy());
        json.put("searched_loss", nested.searched());
        ArrayNode chosen = json.putArray("chosen");
        nested.values().forEach(each -> chosen.add(values(each)));
        return json;
    }

    private static ObjectNode refit(TuningResult.Refit refit) {
        ObjectNode json = JSON.createObjectNode();
        json.put("run", refit.folder().toString());
        json.put("epochs", refit.epochs());
        json.set("train", metrics(refit.train()));
        refit.test().ifPresent(test -> json.set("test", metrics(test)));
        ArrayNode notes = json.putArray("notes");
        refit.notes().forEach(notes::add);
        return json;
    }

    private static ObjectNode metrics(Metrics metrics) {
        ObjectNode json = JSON.createObjectNode();
        json.put("loss", finite(metrics.loss()));
        put(json, "accuracy", metrics.accuracy());
        return json;
    }

    private static ObjectNode estimate(TuningResult.Estimate estimate) {
        ObjectNode json = JSON.createObjectNode();
        json.put("mean", finite(estimate.mean()));
        json.put("standard_error", finite(estimate.standardError()));
        json.put("low", finite(estimate.low()));
        json.put("high", finite(estimate.high()));
        return json;
    }

    private static ObjectNode values(Map<String, String> values) {
        ObjectNode json = JSON.createObjectNode();
        values.forEach((key, value) -> {
            OptionalDouble number = Numbers.of(value);
            if (number.isPresent()) {
                json.put(key, number.getAsDouble());
            } else {
                json.put(key, value);
            }
        });
        return json;
    }

    private static void put(ObjectNode json, String key, OptionalDouble value) {
        value.ifPresent(number -> json.put(key, finite(number)));
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }
}

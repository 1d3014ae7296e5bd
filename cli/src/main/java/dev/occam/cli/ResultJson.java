package dev.occam.cli;

import dev.occam.Metrics;
import dev.occam.TrainingResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Results as JSON documents. Numbers that JSON does not have, and parts that there are not, are null. */
final class ResultJson {
    private ResultJson() {}

    static Map<String, Object> of(TrainingResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", result.folder().map(Object::toString).orElse(null));
        json.put("epochs", result.epochs());
        json.put("best_epoch", result.bestEpoch());
        json.put("train", of(result.train()));
        json.put("validation", result.validation().map(ResultJson::of).orElse(null));
        json.put("test", result.test().map(ResultJson::of).orElse(null));
        json.put("seconds", number(result.seconds()));
        json.put("backend", result.backend());
        json.put("examples_per_second", number(result.examplesPerSecond()));
        return json;
    }

    static Map<String, Object> of(Metrics metrics) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("loss", number(metrics.loss()));
        json.put("accuracy", number(metrics.accuracy()));
        return json;
    }

    static Object number(double value) {
        return Optional.of(value).filter(Double::isFinite).orElse(null);
    }

    private static Object number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : null;
    }
}

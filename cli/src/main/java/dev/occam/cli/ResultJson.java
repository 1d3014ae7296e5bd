package dev.occam.cli;

import dev.occam.Accounting;
import dev.occam.EpochReport;
import dev.occam.Finding;
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
        result.history().stream()
                .filter(epoch -> epoch.epoch() == result.bestEpoch())
                .findFirst()
                .ifPresent(kept -> account(kept, json));
        json.put("diagnosis", result.diagnosis().stream().map(ResultJson::of).toList());
        return json;
    }

    /** What the rules did up to the epoch that was kept, under the names of {@code metrics.jsonl}. */
    private static void account(EpochReport kept, Map<String, Object> json) {
        Accounting accounting = kept.accounting();
        json.put("train.penalty", numbers(kept.penalties()));
        json.put("update.share", numbers(accounting.shares()));
        Map<String, Object> timescales = new LinkedHashMap<>();
        accounting.timescales().forEach((rule, time) -> {
            Map<String, Object> both = new LinkedHashMap<>();
            both.put("steps", number(time.steps()));
            both.put("epochs", number(time.epochs()));
            timescales.put(rule, both);
        });
        json.put("decay.timescale", timescales);
        Map<String, Object> layers = new LinkedHashMap<>();
        for (Accounting.WeightAccount weight : accounting.weights()) {
            Map<String, Object> account = new LinkedHashMap<>();
            account.put("mean_abs", number(weight.meanAbs()));
            account.put("l2", number(weight.l2()));
            account.put("zeros", number(weight.zeros()));
            account.put("share", numbers(weight.shares()));
            layers.put(weight.weight(), account);
        }
        json.put("layers", layers);
    }

    private static Map<String, Object> numbers(Map<String, Double> values) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        values.forEach((key, value) -> numbers.put(key, number(value)));
        return numbers;
    }

    private static Map<String, Object> of(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", finding.name());
        json.put("verdict", finding.verdict());
        json.put("evidence", finding.evidence());
        json.put("remedy", finding.remedy());
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

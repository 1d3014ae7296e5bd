package dev.occam.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.Accounting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a line of {@code metrics.jsonl} that say what rules did; a part without anything has no key. */
final class Accounts {
    private static final String SHARES = "update.share";
    private static final String TIMESCALES = "decay.timescale";
    private static final String LAYERS = "layers";

    private Accounts() {}

    static void write(ObjectNode line, Accounting accounting) {
        if (!accounting.shares().isEmpty()) {
            putAll(line.putObject(SHARES), accounting.shares());
        }
        if (!accounting.timescales().isEmpty()) {
            ObjectNode timescales = line.putObject(TIMESCALES);
            accounting.timescales().forEach((rule, time) -> {
                ObjectNode node = timescales.putObject(rule);
                MetricsLines.put(node, "steps", time.steps());
                MetricsLines.put(node, "epochs", time.epochs());
            });
        }
        if (!accounting.weights().isEmpty()) {
            ObjectNode layers = line.putObject(LAYERS);
            accounting.weights().forEach(weight -> {
                ObjectNode node = layers.putObject(weight.weight());
                MetricsLines.put(node, "mean_abs", weight.meanAbs());
                MetricsLines.put(node, "l2", weight.l2());
                MetricsLines.put(node, "zeros", weight.zeros());
                putAll(node.putObject("share"), weight.shares());
            });
        }
    }

    static Accounting read(JsonNode line) {
        Map<String, Accounting.Timescale> timescales = new LinkedHashMap<>();
        line.path(TIMESCALES)
                .properties()
                .forEach(each -> timescales.put(
                        each.getKey(),
                        new Accounting.Timescale(
                                MetricsLines.number(each.getValue().path("steps")),
                                MetricsLines.number(each.getValue().path("epochs")))));
        List<Accounting.WeightAccount> weights = new ArrayList<>();
        line.path(LAYERS)
                .properties()
                .forEach(each -> weights.add(new Accounting.WeightAccount(
                        each.getKey(),
                        MetricsLines.number(each.getValue().path("mean_abs")),
                        MetricsLines.number(each.getValue().path("l2")),
                        MetricsLines.number(each.getValue().path("zeros")),
                        numbers(each.getValue().path("share")))));
        return new Accounting(weights, numbers(line.path(SHARES)), timescales);
    }

    private static void putAll(ObjectNode node, Map<String, Double> values) {
        values.forEach((key, value) -> MetricsLines.put(node, key, value));
    }

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.properties().forEach(each -> numbers.put(each.getKey(), MetricsLines.number(each.getValue())));
        return numbers;
    }
}

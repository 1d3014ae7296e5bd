package dev.occam.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
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

    static void write(Map<String, Object> line, Accounting accounting) {
        if (!accounting.shares().isEmpty()) {
            line.put(SHARES, accounting.shares());
        }
        if (!accounting.timescales().isEmpty()) {
            Map<String, Object> timescales = new LinkedHashMap<>();
            accounting.timescales().forEach((rule, time) -> {
                Map<String, Object> node = new LinkedHashMap<>();
                node.put("steps", time.steps());
                node.put("epochs", time.epochs());
                timescales.put(rule, node);
            });
            line.put(TIMESCALES, timescales);
        }
        if (!accounting.weights().isEmpty()) {
            Map<String, Object> layers = new LinkedHashMap<>();
            accounting.weights().forEach(weight -> {
                Map<String, Object> node = new LinkedHashMap<>();
                node.put("mean_abs", weight.meanAbs());
                node.put("l2", weight.l2());
                node.put("zeros", weight.zeros());
                node.put("share", weight.shares());
                layers.put(weight.weight(), node);
            });
            line.put(LAYERS, layers);
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

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.properties().forEach(each -> numbers.put(each.getKey(), MetricsLines.number(each.getValue())));
        return numbers;
    }
}

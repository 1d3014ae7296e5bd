package dev.occam.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.occam.EpochReport;
import dev.occam.Metrics;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The lines of {@code metrics.jsonl}: an object an epoch. Numbers keep every digit; what is not finite is null. */
public final class MetricsLines {
    private MetricsLines() {}

    /** A line for each epoch, each with its line end. */
    public static String write(List<EpochReport> history) {
        StringBuilder text = new StringBuilder();
        history.forEach(report -> text.append(JsonText.line(line(report))).append('\n'));
        return text.toString();
    }

    /**
     * What {@link #write} wrote; which epoch is the best is not in the lines.
     *
     * @throws RequestException if it is not that
     */
    public static List<EpochReport> read(String text) {
        List<EpochReport> history = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> history.add(report(json, line)));
        return history;
    }

    private static Map<String, Object> line(EpochReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("epoch", report.epoch());
        line.put("seconds", report.seconds());
        line.put("train.loss", report.train().loss());
        line.put("train.penalty", report.penalties());
        report.train().accuracy().ifPresent(value -> line.put("train.accuracy", value));
        report.validation().ifPresent(metrics -> {
            line.put("validation.loss", metrics.loss());
            metrics.accuracy().ifPresent(value -> line.put("validation.accuracy", value));
        });
        line.put("lr", report.learningRate());
        line.put("weights.mean_abs", report.weights().meanAbs());
        line.put("weights.l2", report.weights().l2());
        line.put("weights.zeros", report.weights().zeros());
        Accounts.write(line, report.accounting());
        return line;
    }

    private static EpochReport report(ObjectMapper json, String line) {
        try {
            JsonNode node = json.readTree(line);
            Map<String, Double> penalties = new LinkedHashMap<>();
            node.path("train.penalty")
                    .properties()
                    .forEach(each -> penalties.put(each.getKey(), number(each.getValue())));
            Optional<Metrics> validation =
                    node.has("validation.loss") ? Optional.of(metrics(node, "validation")) : Optional.empty();
            return new EpochReport(
                    node.path("epoch").asInt(),
                    number(node.path("seconds")),
                    metrics(node, "train"),
                    penalties,
                    validation,
                    number(node.path("lr")),
                    new EpochReport.WeightStatistics(
                            number(node.path("weights.mean_abs")),
                            number(node.path("weights.l2")),
                            number(node.path("weights.zeros"))),
                    Accounts.read(node),
                    false);
        } catch (JsonProcessingException e) {
            throw new RequestException("The metrics of the checkpoint cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static Metrics metrics(JsonNode node, String part) {
        OptionalDouble accuracy = node.has(part + ".accuracy")
                ? OptionalDouble.of(number(node.path(part + ".accuracy")))
                : OptionalDouble.empty();
        return new Metrics(number(node.path(part + ".loss")), accuracy);
    }

    static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }
}

package dev.occam.engine.rule;

import dev.occam.Coverage;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Which rule acts on what. */
public final class CoverageTable {
    private CoverageTable() {}

    /** @param strategies what each strategy does, a line each */
    public static Coverage of(Network network, List<Rule> rules, List<String> strategies, List<String> warnings) {
        List<Coverage.Row> rows = network.weights().stream()
                .map(weight -> row(weight, rules, network.aliases()))
                .toList();
        List<String> activations = activations(network, rules);
        activations.addAll(strategies);
        return new Coverage(rows, activations, warnings, hash(rows, activations));
    }

    private static Coverage.Row row(ModelWeight weight, List<Rule> rules, Map<String, ModelTensor> aliases) {
        List<String> texts = rules.stream()
                .filter(rule -> rule.covers(weight))
                .map(Rule::text)
                .toList();
        List<String> others = aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(weight))
                .map(Map.Entry::getKey)
                .toList();
        return new Coverage.Row(weight.name(), weight.role(), weight.shape(), texts, weight.frozen(), others);
    }

    private static List<String> activations(Network network, List<Rule> rules) {
        List<String> lines = new ArrayList<>();
        for (Rule rule : rules) {
            for (int index : rule.after()) {
                boolean onOutput = Hook.ACTIVATION.isOverriddenBy(rule.regularizer())
                        || Hook.ACTIVITY_PENALTY.isOverriddenBy(rule.regularizer());
                lines.add(rule.text()
                        + (onOutput ? " after " : " on the branch of ")
                        + network.layers().get(index).describe());
            }
            if (Hook.TARGET.isOverriddenBy(rule.regularizer())) {
                lines.add(rule.text() + " on targets");
            }
        }
        return lines;
    }

    private static String hash(List<Coverage.Row> rows, List<String> activations) {
        StringBuilder text = new StringBuilder();
        for (Coverage.Row row : rows) {
            text.append(row.weight())
                    .append('\t')
                    .append(row.role())
                    .append('\t')
                    .append(row.shape());
            row.rules().forEach(rule -> text.append('\t').append(rule));
            row.aliases().forEach(alias -> text.append("\talso ").append(alias));
            text.append(row.frozen() ? "\tfrozen" : "");
            text.append('\n');
        }
        activations.forEach(line -> text.append(line).append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

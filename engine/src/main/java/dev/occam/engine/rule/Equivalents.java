package dev.occam.engine.rule;

import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a rule is called elsewhere, with the number to use there. Only where the equivalent is exact; numbers are read from the
 * rule's formula or its options.
 */
public final class Equivalents {
    private final Optimizer optimizer;
    private final RunFacts facts;
    private final Strength strength;

    public Equivalents(Optimizer optimizer, RunFacts facts) {
        this.optimizer = optimizer;
        this.facts = facts;
        this.strength = new Strength(facts);
    }

    /** A line for each rule and library. */
    public List<String> of(List<Rule> rules) {
        List<String> lines = new ArrayList<>();
        for (Rule rule : rules) {
            Regularizer regularizer = rule.regularizer();
            switch (regularizer.name()) {
                case "l2" -> l2(rule, lines);
                case "decoupled-decay" -> decay(rule, lines);
                case "l1" ->
                    option(regularizer, "lambda")
                            .ifPresent(lambda -> lines.add(
                                    "%s: the Lasso's penalty; scikit-learn Lasso(alpha=%s) for mean squared error halved"
                                            .formatted(rule.label(), number(lambda))));
                case "dropout" ->
                    option(regularizer, "drop")
                            .ifPresent(drop -> lines.add("%s: PyTorch nn.Dropout(p=%s), Keras Dropout(rate=%s)"
                                    .formatted(rule.label(), number(drop), number(drop))));
                case "max-norm" ->
                    option(regularizer, "limit")
                            .ifPresent(limit ->
                                    lines.add("%s: PyTorch torch.renorm(w, p=2, dim=0, maxnorm=%s) after each step"
                                            .formatted(rule.label(), number(limit))));
                default -> lines.add(rule.label() + ": no exact equivalent");
            }
        }
        return lines;
    }

    private void l2(Rule rule, List<String> lines) {
        double lambda = strength.slope(rule.regularizer()).orElse(0);
        lines.add(
                "%s: lambda* = %s; PyTorch %s(weight_decay=%s) on these weights alone, Keras regularizers.L2(%s), scikit-learn alpha=%s"
                        .formatted(
                                rule.label(),
                                number(lambda),
                                optimizer.name(),
                                number(lambda),
                                number(lambda / 2),
                                number(lambda * facts.batchSize())));
    }

    private void decay(Rule rule, List<String> lines) {
        double largest = facts.maxLearningRate();
        double first = strength.decay(rule.regularizer(), largest).orElse(0);
        double half = strength.decay(rule.regularizer(), largest / 2).orElse(0);
        boolean proportional = Math.abs(first - 2 * half) <= 1e-9 * first;
        if (!proportional || largest == 0) {
            lines.add(
                    "%s: takes off %s of a weight in a step at the highest learning rate; no constant equivalent elsewhere"
                            .formatted(rule.label(), number(first)));
            return;
        }
        String lambda = number(first / largest);
        String torch = optimizer.name().equals("adam")
                ? "PyTorch AdamW(weight_decay=%s), Keras AdamW(weight_decay=%s)".formatted(lambda, lambda)
                : "PyTorch has it for AdamW only (weight_decay=%s)".formatted(lambda);
        lines.add("%s: lambda* = %s; %s on these weights alone".formatted(rule.label(), lambda, torch));
    }

    private static OptionalDouble option(Regularizer rule, String name) {
        for (RecordComponent component :
                rule.getClass().isRecord() ? rule.getClass().getRecordComponents() : new RecordComponent[0]) {
            if (component.getName().equals(name) && component.getType() == double.class) {
                try {
                    return OptionalDouble.of((double) component.getAccessor().invoke(rule));
                } catch (IllegalAccessException | InvocationTargetException e) {
                    return OptionalDouble.empty();
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value)
                .replaceAll("(\\.\\d*?)0+(e|$)", "$1$2")
                .replaceAll("\\.(e|$)", "$1");
    }
}

package dev.occam.engine.rule;

import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a rule is called elsewhere, with the number to use there. Only where the equivalent is exact; numbers are read from the
 * rule's formula or its options.
 */
public final class Equivalents {
    /** A rule's option, and what has the same formula elsewhere; %s is the option, times a factor. */
    private record Same(String option, double factor, String text) {
        Optional<String> text(Regularizer rule) {
            OptionalDouble value = option.isEmpty() ? OptionalDouble.of(0) : Equivalents.option(rule, option);
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(text.replace("%s", number(factor * value.getAsDouble())));
        }
    }

    private static final Map<String, Same> SAME = Map.ofEntries(
            entry("l1", "lambda", 1, "the Lasso's penalty; scikit-learn Lasso(alpha=%s) for mean squared error halved"),
            entry("dropout", "drop", 1, "PyTorch nn.Dropout(p=%s), Keras Dropout(rate=%s)"),
            entry("dropout spatial", "drop", 1, "PyTorch nn.Dropout2d(p=%s) for images"),
            entry("alpha-dropout", "drop", 1, "PyTorch nn.AlphaDropout(p=%s), Keras AlphaDropout(rate=%s)"),
            entry("gaussian-dropout", "drop", 1, "Keras GaussianDropout(rate=%s)"),
            entry("gaussian-noise", "deviation", 1, "Keras GaussianNoise(stddev=%s)"),
            entry("stochastic-depth", "drop", 1, "torchvision.ops.StochasticDepth(p=%s, mode=\"row\")"),
            entry(
                    "label-smoothing",
                    "alpha",
                    1,
                    "PyTorch CrossEntropyLoss(label_smoothing=%s), Keras CategoricalCrossentropy(label_smoothing=%s)"),
            entry("activity-l1", "lambda", 1, "Keras ActivityRegularization(l1=%s)"),
            entry("activity-l2", "lambda", 0.5, "Keras ActivityRegularization(l2=%s)"),
            entry("max-norm", "limit", 1, "PyTorch torch.renorm(w, p=2, dim=0, maxnorm=%s) after each step"),
            entry("unit-norm", "", 0, "Keras constraints.UnitNorm(axis=0) on dense layers, but for its epsilon"),
            entry("non-negative", "", 0, "Keras constraints.NonNeg()"));

    /** What optimizers are called in PyTorch and Keras; in PyTorch their {@code weight_decay} is a coupled penalty. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("sgd", "SGD", "adam", "Adam", "rmsprop", "RMSprop", "adagrad", "Adagrad");

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
            if (rule.schedule().isPresent()) {
                lines.add(rule.label() + ": no exact equivalent of its schedule");
                continue;
            }
            switch (regularizer.name()) {
                case "l2" -> l2(rule, lines);
                case "decoupled-decay" -> decay(rule, lines);
                case "elastic-net" -> elasticNet(rule, lines);
                default ->
                    lines.add(rule.label() + ": "
                            + Optional.ofNullable(SAME.get(key(regularizer)))
                                    .flatMap(same -> same.text(regularizer))
                                    .orElse("no exact equivalent"));
            }
        }
        return lines;
    }

    private void l2(Rule rule, List<String> lines) {
        double lambda = strength.slope(rule.regularizer()).orElse(0);
        lines.add("%s: lambda* = %s; %sKeras regularizers.L2(%s), scikit-learn alpha=%s"
                .formatted(
                        rule.label(),
                        number(lambda),
                        Optional.ofNullable(ELSEWHERE.get(optimizer.name()))
                                .map(name -> "PyTorch %s(weight_decay=%s) on these weights alone, "
                                        .formatted(name, number(lambda)))
                                .orElse(""),
                        number(lambda / 2),
                        number(lambda * facts.batchSize())));
    }

    private static void elasticNet(Rule rule, List<String> lines) {
        double l1 = option(rule.regularizer(), "l1").orElse(0);
        double l2 = option(rule.regularizer(), "l2").orElse(0);
        String ratio = number(l1 + l2 == 0 ? 0 : l1 / (l1 + l2));
        lines.add("%s: scikit-learn ElasticNet(alpha=%s, l1_ratio=%s) for mean squared error halved"
                .formatted(rule.label(), number(l1 + l2), ratio));
    }

    private void decay(Rule rule, List<String> lines) {
        double largest = facts.maxLearningRate();
        double first = strength.decay(rule.regularizer(), largest).orElse(0);
        double half = strength.decay(rule.regularizer(), largest / 2).orElse(0);
        if (strength.decayDependsOnUpdate(rule.regularizer(), largest)) {
            lines.add(
                    "%s: takes off %s of a weight in a step at the highest learning rate, but only where the update does; no exact equivalent"
                            .formatted(rule.label(), number(first)));
            return;
        }
        boolean proportional = Math.abs(first - 2 * half) <= 1e-9 * first;
        if (!proportional || largest == 0) {
            lines.add(
                    "%s: takes off %s of a weight in a step at the highest learning rate; no constant equivalent elsewhere"
                            .formatted(rule.label(), number(first)));
            return;
        }
        String lambda = number(first / largest);
        lines.add("%s: lambda* = %s; %s on these weights alone".formatted(rule.label(), lambda, decoupled(lambda)));
    }

    /** Keras decays beside the update with any optimizer, PyTorch with Adam; without momentum both kinds are the same. */
    private String decoupled(String lambda) {
        String name = ELSEWHERE.get(optimizer.name());
        if (name == null) {
            return "PyTorch AdamW(weight_decay=%s) has it, but for Adam".formatted(lambda);
        }
        if (name.equals("Adam")) {
            return "PyTorch AdamW(weight_decay=%1$s), Keras AdamW(weight_decay=%1$s)".formatted(lambda);
        }
        boolean plain = name.equals("SGD") && option(optimizer, "momentum").orElse(0) == 0;
        return (plain ? "PyTorch SGD(weight_decay=%s), ".formatted(lambda) : "")
                + "Keras %s(weight_decay=%s)".formatted(name, lambda);
    }

    private static Map.Entry<String, Same> entry(String rule, String option, double factor, String text) {
        return Map.entry(rule, new Same(option, factor, text));
    }

    private static String key(Regularizer rule) {
        boolean spatial = rule.name().equals("dropout") && rule.toString().contains("spatial=true");
        return spatial ? "dropout spatial" : rule.name();
    }

    private static OptionalDouble option(Object rule, String name) {
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

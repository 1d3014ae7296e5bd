package dev.occam.engine.study;

import dev.occam.Choice;
import dev.occam.EarlyStopping;
import dev.occam.RegularizerChoice;
import dev.occam.engine.report.IntervalChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done to a network: one condition of an experiment. All else is the scene's.
 *
 * @param name unique within a scene
 * @param decay the λ* of the decay that it holds; 0 where there is none
 * @param rules in order
 * @param earlyStopping whether training stops when validation gets worse, and keeps the best weights
 * @param moreData whether there are twice as many rows to train on
 * @param learner which optimizer; the scene's where empty
 */
record Arm(
        String name,
        double decay,
        List<RegularizerChoice> rules,
        boolean earlyStopping,
        boolean moreData,
        Optional<Learner> learner) {
    /** No rule at all. */
    static final Arm NONE = new Arm("none", 0, List.of(), false, false, Optional.empty());

    static final EarlyStopping STOPPING = new EarlyStopping(10, 0, "loss");

    /**
     * An optimizer.
     *
     * @param name of the plugin
     * @param rate its lr
     * @param momentum of {@code sgd}; must be 0 for others
     */
    record Learner(String name, double rate, double momentum) {
        Learner withRate(double other) {
            return new Learner(name, other, momentum);
        }

        Map<String, Object> options() {
            return momentum == 0 ? Map.of("lr", rate) : Map.of("lr", rate, "momentum", momentum);
        }
    }

    Arm {
        rules = List.copyOf(rules);
    }

    /** Coupled decay. Without strength it is {@link #NONE}, so that it is trained once. */
    static Arm l2(double lambda) {
        return lambda == 0 ? NONE : rule("l2", lambda, lambda);
    }

    /** Decoupled decay. */
    static Arm decay(double lambda) {
        return lambda == 0 ? NONE : rule("decoupled-decay", lambda, lambda);
    }

    static Arm l1(double lambda) {
        return rule("l1", lambda, 0);
    }

    private static Arm rule(String rule, double lambda, double decay) {
        return new Arm(
                rule + " " + IntervalChart.strength(lambda),
                decay,
                List.of(choice(rule, Map.of("lambda", lambda), Optional.empty())),
                false,
                false,
                Optional.empty());
    }

    /** Dropout behind each hidden layer's activation. */
    static Arm dropout(double drop, int hiddenLayers) {
        List<RegularizerChoice> rules = new ArrayList<>();
        for (int i = 1; i <= hiddenLayers; i++) {
            rules.add(choice("dropout", Map.of("drop", drop), Optional.of(Scene.active(i))));
        }
        return new Arm("dropout " + IntervalChart.strength(drop), 0, rules, false, false, Optional.empty());
    }

    static Arm stopped() {
        return new Arm("early stopping", 0, List.of(), true, false, Optional.empty());
    }

    static Arm more() {
        return new Arm("more data", 0, List.of(), false, true, Optional.empty());
    }

    /** Both at once; the optimizer of the first that has one. */
    Arm and(Arm other) {
        if (this.equals(NONE)) {
            return other;
        }
        if (other.equals(NONE)) {
            return this;
        }
        List<RegularizerChoice> both = new ArrayList<>(rules);
        both.addAll(other.rules);
        return new Arm(
                name + " + " + other.name,
                decay + other.decay,
                both,
                earlyStopping || other.earlyStopping,
                moreData || other.moreData,
                learner.or(other::learner));
    }

    /** The same on biases as well. */
    Arm onAll() {
        return new Arm(
                name + " on all",
                decay,
                rules.stream()
                        .map(rule -> new RegularizerChoice(rule.regularizer(), List.of("all"), rule.after()))
                        .toList(),
                earlyStopping,
                moreData,
                learner);
    }

    /** The same learnt by this optimizer. */
    Arm by(Learner optimizer) {
        return new Arm(
                "%s, %s %s".formatted(name, optimizer.name(), IntervalChart.strength(optimizer.rate())),
                decay,
                rules,
                earlyStopping,
                moreData,
                Optional.of(optimizer));
    }

    private static RegularizerChoice choice(String name, Map<String, Object> options, Optional<String> after) {
        return new RegularizerChoice(Choice.of(name, options), List.of(), after);
    }
}

package dev.occam.engine.step;

import dev.occam.engine.model.FormulaHooks;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RunSite;
import dev.occam.engine.rule.RunStep;
import dev.occam.error.RequestException;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules at work in one forward formula. */
final class TrainingHooks implements FormulaHooks {
    private final List<Rule> rules;
    private final RunStep step;
    private final Map<ModelWeight, Tensor> changed = new HashMap<>();
    private final Map<ModelWeight, Tensor> initial = new HashMap<>();
    private final Map<Rule, Tensor> activityPenalties = new LinkedHashMap<>();

    TrainingHooks(List<Rule> rules, RunStep step) {
        this.rules = rules;
        this.step = step;
    }

    /** A weight that a formula uses twice is changed once, so that both see the same mask. */
    @Override
    public Tensor weight(ModelWeight weight) {
        Tensor known = changed.get(weight);
        if (known == null) {
            known = weight.input();
            RunSite site = new RunSite(step, weight.role(), () -> initial(weight));
            for (Rule rule : rules) {
                if (rule.covers(weight)) {
                    known = require(
                            rule, "weight", weight.shape(), rule.acting().weight(known, site));
                }
            }
            changed.put(weight, known);
        }
        return known;
    }

    @Override
    public Tensor activation(ModelLayer layer, Tensor output) {
        Tensor x = output;
        for (Rule rule : rules) {
            if (rule.after().contains(layer.index())) {
                activityPenalties.merge(
                        rule,
                        require(
                                rule,
                                "activityPenalty",
                                Shape.SCALAR,
                                rule.acting().activityPenalty(output, step)),
                        Tensor::add);
                x = require(rule, "activation", output.shape(), rule.acting().activation(x, step));
            }
        }
        return x;
    }

    @Override
    public Tensor branch(int layer, Tensor output) {
        Tensor x = output;
        for (Rule rule : rules) {
            if (rule.after().contains(layer)) {
                x = require(rule, "branch", output.shape(), rule.acting().branch(x, step));
            }
        }
        return x;
    }

    /** The penalty of each rule that acts on outputs, over all layers that the formula has been through. */
    Map<Rule, Tensor> activityPenalties() {
        return activityPenalties;
    }

    Tensor target(Tensor target) {
        Tensor y = target;
        for (Rule rule : rules) {
            y = require(rule, "target", target.shape(), rule.acting().target(y, step));
        }
        return y;
    }

    /** The initial values that rules asked for, by weight. */
    Map<ModelWeight, Tensor> initial() {
        return initial;
    }

    private Tensor initial(ModelWeight weight) {
        return initial.computeIfAbsent(weight, missing -> Tensor.input(weight.name() + " initial", weight.shape()));
    }

    static Tensor require(Rule rule, String hook, Shape shape, Tensor result) {
        if (!result.shape().equals(shape)) {
            throw new RequestException(
                    "regularizer %s: its hook \"%s\" must keep the shape %s, but gives %s.\n  This is a fault of the plugin %s."
                            .formatted(
                                    rule.label(),
                                    hook,
                                    shape,
                                    result.shape(),
                                    rule.regularizer().getClass().getName()));
        }
        return result;
    }
}

package dev.occam.engine.rule;

import dev.occam.engine.gradient.Gradients;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/**
 * What a rule does to a single weight of value 1, read from its formulas; empty where a rule needs more than one value, or
 * does nothing of the kind. So that warnings and errors hold for rules that nobody has written yet.
 */
final class Strength {
    private final RunFacts facts;

    Strength(RunFacts facts) {
        this.facts = facts;
    }

    /** The fraction of a weight that one step takes off beside the update (decoupled rules). */
    OptionalDouble decay(Regularizer rule, double learningRate) {
        return decay(rule, learningRate, 1);
    }

    /** Whether it is another fraction where the update lets the weight grow. */
    boolean decayDependsOnUpdate(Regularizer rule, double learningRate) {
        return !decay(rule, learningRate, 1).equals(decay(rule, learningRate, -1));
    }

    private OptionalDouble decay(Regularizer rule, double learningRate, double update) {
        return at(learningRate, (w, site) -> rule.decay(w, Tensor.constant(update), site));
    }

    /** The derivative of the penalty at weight 1, for initial weight 1 (coupled rules). */
    OptionalDouble slope(Regularizer rule) {
        return at(facts.maxLearningRate(), (w, site) -> {
            Tensor penalty = rule.penalty(w, site);
            return Gradients.of(penalty, List.of(w)).get(0);
        });
    }

    /** How much a proximal step of size 1 takes off a weight of 1. */
    OptionalDouble shrinkage(Regularizer rule) {
        return at(facts.maxLearningRate(), (w, site) -> w.sub(rule.prox(w, Tensor.constant(1), site)));
    }

    private OptionalDouble at(double learningRate, BiFunction<Tensor, Site, Tensor> hook) {
        Tensor w = Tensor.input("w", Shape.of(1, 1));
        StepScalars scalars = StepScalars.create();
        RunStep step = new RunStep(scalars, facts, new RandomSites(0));
        try {
            Tensor formula = hook.apply(w, new RunSite(step, Role.WEIGHT, () -> Tensor.constant(1)));
            return HostFormula.value(
                    formula, Map.of(w, 1.0, scalars.learningRate(), learningRate, scalars.number(), 1.0));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return OptionalDouble.empty(); // it needs more axes than a matrix has
        }
    }

    /** Whether a rule makes other activations of an example's values. */
    boolean changesActivations(Regularizer rule) {
        Tensor x = Tensor.input("x", Shape.of(2, 2, 2, 2));
        RunStep step = new RunStep(StepScalars.create(), facts, new RandomSites(0));
        try {
            return rule.activation(x, step) != x;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return true; // it has no other way to refuse these axes
        }
    }
}

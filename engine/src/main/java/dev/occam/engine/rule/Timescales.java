package dev.occam.engine.rule;

import dev.occam.Accounting.Timescale;
import dev.occam.plugin.Regularizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** In what time the rules of a run make weights forget: 1/(ηλ), from their own formulas. */
public final class Timescales {
    private final List<Rule> rules;
    private final RunFacts facts;
    private final boolean adaptive;
    private final Strength strength;

    /** @param adaptive whether the optimizer divides gradients, so that a coupled strength has no time of its own */
    public Timescales(List<Rule> rules, RunFacts facts, boolean adaptive) {
        this.rules = rules;
        this.facts = facts;
        this.adaptive = adaptive;
        strength = new Strength(facts);
    }

    /**
     * The times by rule, of those that shrink weights.
     *
     * @param factor what a rule's schedule multiplies its strength by
     */
    public Map<String, Timescale> at(double learningRate, ToDoubleFunction<RuleSchedule> factor) {
        Map<String, Timescale> timescales = new LinkedHashMap<>();
        for (Rule rule : rules) {
            double scheduled = rule.schedule().map(factor::applyAsDouble).orElse(1.0);
            double taken = scheduled * shrinkage(rule, learningRate);
            if (taken > 0) {
                timescales.put(rule.label(), new Timescale(1 / taken, 1 / (taken * facts.stepsPerEpoch())));
            }
        }
        return timescales;
    }

    /** Whether a rule makes weights smaller, in whatever way. */
    public boolean shrinks(Rule rule) {
        Regularizer regularizer = rule.regularizer();
        return !rule.weights().isEmpty()
                && (strength.decay(regularizer, facts.maxLearningRate()).orElse(0) > 0
                        || strength.slope(regularizer).orElse(0) > 0
                        || strength.shrinkage(regularizer).orElse(0) > 0);
    }

    /** The fraction of a weight that a step takes off. */
    private double shrinkage(Rule rule, double learningRate) {
        if (rule.weights().isEmpty()) {
            return 0;
        }
        double decay = strength.decay(rule.regularizer(), learningRate).orElse(0);
        double coupled =
                adaptive ? 0 : learningRate * strength.slope(rule.regularizer()).orElse(0);
        return Math.max(0, decay) + Math.max(0, coupled);
    }
}

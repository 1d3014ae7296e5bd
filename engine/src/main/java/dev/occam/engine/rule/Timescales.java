package dev.occam.engine.rule;

import dev.occam.Accounting.Timescale;
import dev.occam.plugin.Regularizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/** In what time the rules of a run make weights forget: 1/(ηλ), from their own formulas. */
public final class Timescales {
    private static final int MOST_SAMPLES = 64;

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
     * The times by rule, of those that shrink weights, at the mean of what the steps of an epoch take off. Of the last step alone
     * they would say nothing where the learning rate falls to 0 in it.
     *
     * @param epoch from 1
     * @param epochs of the whole run
     * @param learningRate of the step after so many others
     */
    public Map<String, Timescale> of(int epoch, int epochs, LongToDoubleFunction learningRate) {
        Map<String, Timescale> timescales = new LinkedHashMap<>();
        for (Rule rule : rules) {
            double taken = rule.weights().isEmpty() ? 0 : meanShrinkage(rule, epoch, epochs, learningRate);
            if (taken > 0) {
                timescales.put(rule.label(), new Timescale(1 / taken, 1 / (taken * facts.stepsPerEpoch())));
            }
        }
        return timescales;
    }

    /** The mean fraction of a weight that a step takes off. Of a long epoch, steps at even distances stand for all. */
    private double meanShrinkage(Rule rule, int epoch, int epochs, LongToDoubleFunction learningRate) {
        int steps = facts.stepsPerEpoch();
        int samples = Math.min(steps, MOST_SAMPLES);
        double slope = adaptive ? 0 : strength.slope(rule.regularizer()).orElse(0);
        double rate = Double.NaN;
        double taken = 0;
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            long done = (epoch - 1L) * steps + (long) ((i + 0.5) * steps / samples);
            double factor = rule.schedule().isEmpty()
                    ? 1
                    : rule.schedule().get().schedule().factor(done, (long) epochs * steps, steps);
            double now = learningRate.applyAsDouble(done);
            if (now != rate) {
                rate = now;
                double decay = strength.decay(rule.regularizer(), rate).orElse(0);
                taken = Math.max(0, decay) + Math.max(0, rate * slope);
            }
            sum += factor * taken;
        }
        return sum / samples;
    }

    /** Whether a rule makes weights smaller, in whatever way. */
    public boolean shrinks(Rule rule) {
        Regularizer regularizer = rule.regularizer();
        return !rule.weights().isEmpty()
                && (strength.decay(regularizer, facts.maxLearningRate()).orElse(0) > 0
                        || strength.slope(regularizer).orElse(0) > 0
                        || strength.shrinkage(regularizer).orElse(0) > 0);
    }
}

package dev.occam.engine.rule;

import dev.occam.engine.model.ModelWeight;
import dev.occam.plugin.Regularizer;
import java.util.List;
import java.util.Optional;

/**
 * A regularizer and what it acts on.
 *
 * @param number its place in the spec, from 0
 * @param label its name; with its targets where several rules have one name
 * @param weights that it acts on, in the model's order; none for a rule on activations or targets only
 * @param after indices of the layers whose outputs it changes
 * @param schedule of its strength; empty where it stays
 */
public record Rule(
        int number,
        String label,
        Regularizer regularizer,
        List<ModelWeight> weights,
        List<Integer> after,
        Optional<RuleSchedule> schedule) {
    public Rule {
        weights = List.copyOf(weights);
        after = List.copyOf(after);
    }

    /** The rule as it is in the formulas of a step: with the strength of that step. */
    public Regularizer acting() {
        return schedule.<Regularizer>map(each -> new Scheduled(regularizer, each.factor()))
                .orElse(regularizer);
    }

    /** What tables show: the rule with its options, and its schedule. */
    public String text() {
        return regularizer
                + schedule.map(each -> " scheduled by " + each.schedule()).orElse("");
    }

    /** Whether it acts on this weight. */
    public boolean covers(ModelWeight weight) {
        return weights.contains(weight);
    }
}

package dev.occam.engine.rule;

import dev.occam.catalog.OptionSchema;
import dev.occam.engine.model.ModelWeight;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
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

    // Written out, since what records have of themselves is made when it is first called: see decision 23.
    @Override
    public int hashCode() {
        return 31 * number + label.hashCode();
    }

    /** The rule as it is in the formulas of a step: with the strength of that step. */
    public Regularizer acting() {
        return schedule.<Regularizer>map(each -> new Scheduled(regularizer, each.factor()))
                .orElse(regularizer);
    }

    /** What tables show: the rule with its options, and its schedule. */
    public String text() {
        return text(regularizer)
                + schedule.map(each -> " scheduled by " + text(each.schedule())).orElse("");
    }

    /** Name and options as a spec has them, a switch only if it is on: {@code decoupled-decay lambda=0.01 unit=per-lr}. */
    private static String text(Plugin plugin) {
        StringBuilder text = new StringBuilder(plugin.name());
        OptionSchema.values(plugin).forEach((option, value) -> {
            if (value.equals(true)) {
                text.append(' ').append(option);
            } else if (!value.equals(false)) {
                String shown = value instanceof Double number ? Require.text(number) : value.toString();
                text.append(' ').append(option).append('=').append(shown);
            }
        });
        return text.toString();
    }

    /** Whether it acts on this weight. */
    public boolean covers(ModelWeight weight) {
        return weights.contains(weight);
    }
}

package dev.occam.engine.rule;

import dev.occam.catalog.OptionSchema;
import dev.occam.engine.model.ModelWeight;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import java.util.List;

/**
 * A regularizer and what it acts on.
 *
 * @param number its place in the spec, from 0
 * @param label its name; with its targets where several rules have one name
 * @param weights that it acts on, in the model's order; none for a rule on activations or targets only
 * @param after indices of the layers whose outputs it changes
 */
public record Rule(int number, String label, Regularizer regularizer, List<ModelWeight> weights, List<Integer> after) {
    public Rule {
        weights = List.copyOf(weights);
        after = List.copyOf(after);
    }

    /** Its name and options, as a spec has them: {@code decoupled-decay lambda=0.01 unit=per-lr}; a switch only if it is on. */
    public String text() {
        StringBuilder text = new StringBuilder(regularizer.name());
        OptionSchema.values(regularizer).forEach((option, value) -> {
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

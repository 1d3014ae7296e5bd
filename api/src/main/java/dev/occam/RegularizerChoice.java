package dev.occam;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import java.util.List;
import java.util.Optional;

/**
 * A rule and what it applies to.
 *
 * @param regularizer which
 * @param on {@code weights}, {@code biases}, {@code all}, roles, layers' names or indices; {@code weights} where empty
 * @param after for rules on what a layer gives: the layer that is meant
 * @param schedule how the rule's strength changes over the run; empty where it stays
 */
public record RegularizerChoice(
        Choice<Regularizer> regularizer, List<String> on, Optional<String> after, Optional<Choice<Schedule>> schedule) {
    public RegularizerChoice {
        on = List.copyOf(on);
    }

    /** A rule whose strength stays. */
    public RegularizerChoice(Choice<Regularizer> regularizer, List<String> on, Optional<String> after) {
        this(regularizer, on, after, Optional.empty());
    }
}

package dev.occam;

import dev.occam.plugin.Regularizer;
import java.util.List;
import java.util.Optional;

/**
 * A rule and what it applies to.
 *
 * @param regularizer which
 * @param on {@code weights}, {@code biases}, {@code all}, roles, layers' names or indices; {@code weights} where empty
 * @param after for rules on activations: the layer whose output is meant
 */
public record RegularizerChoice(Choice<Regularizer> regularizer, List<String> on, Optional<String> after) {
    public RegularizerChoice {
        on = List.copyOf(on);
    }
}

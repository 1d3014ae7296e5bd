package dev.occam.engine.rule;

import dev.occam.plugin.Regularizer;
import java.util.List;
import java.util.Optional;

/** A rule as the spec asks for it, its plugin made. */
public record RuleRequest(Regularizer regularizer, List<String> on, Optional<String> after) {
    public RuleRequest {
        on = List.copyOf(on);
    }
}

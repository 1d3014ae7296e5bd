package dev.occam.engine.rule;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import java.util.List;
import java.util.Optional;

/** A rule as the spec asks for it, its plugin made. */
public record RuleRequest(
        Regularizer regularizer, List<String> on, Optional<String> after, Optional<Schedule> schedule) {
    public RuleRequest {
        on = List.copyOf(on);
    }

    /** A rule whose strength stays. */
    public RuleRequest(Regularizer regularizer, List<String> on, Optional<String> after) {
        this(regularizer, on, after, Optional.empty());
    }
}

package dev.occam.engine.train;

import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RuleSchedule;
import dev.occam.error.RequestException;
import dev.occam.tensor.Tensor;
import java.util.List;

/** The factors of scheduled strengths in each step of a run. */
final class Strengths {
    private final List<RuleSchedule> schedules;
    private final long steps;
    private final int stepsPerEpoch;

    /** Looks at all steps. */
    Strengths(List<Rule> rules, long steps, int stepsPerEpoch) {
        this.steps = steps;
        this.stepsPerEpoch = stepsPerEpoch;
        schedules = rules.stream().flatMap(rule -> rule.schedule().stream()).toList();
        for (Rule rule : rules) {
            rule.schedule().ifPresent(schedule -> check(rule, schedule));
        }
    }

    private void check(Rule rule, RuleSchedule schedule) {
        for (long step = 0; step < steps; step++) {
            double factor = schedule.schedule().factor(step, steps, stepsPerEpoch);
            if (!(factor >= 0) || Double.isInfinite(factor)) {
                throw new RequestException(
                        "regularizer %s: its schedule %s would multiply the strength of step %d by %s; that must be a finite number >= 0."
                                .formatted(rule.label(), schedule.schedule().name(), step + 1, factor));
            }
        }
    }

    /** The factor that a scalar stands for, after {@code done} steps. */
    double of(Tensor scalar, long done) {
        for (RuleSchedule each : schedules) {
            if (each.factor() == scalar) {
                return each.schedule().factor(done, steps, stepsPerEpoch);
            }
        }
        throw new IllegalArgumentException(scalar + " is no number of a step; rules get theirs from Step");
    }
}

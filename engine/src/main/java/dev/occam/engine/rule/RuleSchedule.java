package dev.occam.engine.rule;

import dev.occam.plugin.Schedule;
import dev.occam.tensor.Tensor;

/**
 * How a rule's strength changes over a run.
 *
 * @param schedule gives the factor of each step
 * @param factor what stands for it in formulas, a scalar that the host sets before each step
 */
public record RuleSchedule(Schedule schedule, Tensor factor) {
    public static RuleSchedule of(Schedule schedule) {
        return new RuleSchedule(schedule, Tensor.scalar("strength"));
    }
}

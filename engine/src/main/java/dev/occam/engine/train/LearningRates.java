package dev.occam.engine.train;

import dev.occam.error.RequestException;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.util.Optional;

/** The learning rate of each step of a run. */
public final class LearningRates {
    private final double base;
    private final Schedule schedule;
    private final long steps;
    private final int stepsPerEpoch;
    private final Optional<Strategy.Swa> averaged;
    private final double largest;

    /**
     * Looks at all steps.
     *
     * @param swa whose learning rate, if it has one, takes the place of the schedule's
     */
    public LearningRates(
            Optimizer optimizer, Schedule schedule, long steps, int stepsPerEpoch, Optional<Strategy.Swa> swa) {
        averaged = swa.filter(each -> each.lr() > 0);
        this.base = optimizer.learningRate();
        this.schedule = schedule;
        this.steps = steps;
        this.stepsPerEpoch = stepsPerEpoch;
        double max = 0;
        for (long step = 0; step < steps; step++) {
            double rate = at(step);
            if (!(rate >= 0) || Double.isInfinite(rate)) {
                throw new RequestException(
                        "schedule %s: the learning rate of step %d would be %s; it must be a finite number >= 0."
                                .formatted(schedule.name(), step + 1, rate));
            }
            max = Math.max(max, rate);
        }
        largest = max;
    }

    /** η of the step after {@code done} steps. */
    double at(long done) {
        if (averaged.isPresent()) {
            int epochs = (int) (steps / stepsPerEpoch);
            long first = (averaged.get().firstEpoch(epochs) - 1L) * stepsPerEpoch;
            if (done >= first) {
                return averaged.get().lr();
            }
        }
        return base * schedule.factor(done, steps, stepsPerEpoch);
    }

    public double largest() {
        return largest;
    }

    public double last() {
        return at(Math.max(0, steps - 1));
    }
}

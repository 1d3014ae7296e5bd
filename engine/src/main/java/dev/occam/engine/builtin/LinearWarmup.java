package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Require;
import dev.occam.plugin.Schedule;

/**
 * (t + 1)/n times the first factor of {@code then} at the steps t = 0 … n−1; from step n on what {@code then} gives for a run
 * that starts there. (Goyal et al., Accurate, Large Minibatch SGD, 2017.)
 *
 * @param epochs the length n, where {@code steps} is 0; at least 0
 * @param steps the length n; at least 0
 * @param then the schedule that follows
 */
@AutoService(Schedule.class)
@Description("Raises the learning rate from near 0, then follows another schedule.")
public record LinearWarmup(
        @Description(value = "length, unless steps is given", unit = "epochs")
        int epochs,

        @Description(value = "length; 0: as epochs says", unit = "steps")
        int steps,

        @Description("the schedule that follows") Schedule then)
        implements Schedule {
    public LinearWarmup {
        Require.that(epochs >= 0, "epochs", "a whole number >= 0", epochs);
        Require.that(steps >= 0, "steps", "a whole number >= 0", steps);
    }

    public LinearWarmup() {
        this(1, 0, new Constant());
    }

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        long length = this.steps > 0 ? this.steps : (long) epochs * stepsPerEpoch;
        long remaining = Math.max(1, steps - length);
        if (step >= length) {
            return then.factor(step - length, remaining, stepsPerEpoch);
        }
        return (step + 1) / (double) length * then.factor(0, remaining, stepsPerEpoch);
    }
}

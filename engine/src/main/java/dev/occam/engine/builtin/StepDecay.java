package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Require;
import dev.occam.plugin.Schedule;

/**
 * γ^⌊epoch/every⌋, epochs counted from 0.
 *
 * @param every epochs between two changes, at least 1
 * @param gamma γ, finite and above 0
 */
@AutoService(Schedule.class)
@Description("Multiplies the learning rate by gamma every so many epochs.")
public record StepDecay(
        @Description(value = "time between two changes", unit = "epochs")
        int every,

        @Description("factor of each change") double gamma)
        implements Schedule {
    public StepDecay {
        Require.atLeastOne("every", every);
        Require.finiteAboveZero("gamma", gamma);
    }

    public StepDecay() {
        this(10, 0.1);
    }

    /** {@code step}: a class of that name would hide {@link dev.occam.plugin.Step}. */
    @Override
    public String name() {
        return "step";
    }

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        long epoch = step / Math.max(1, stepsPerEpoch);
        long changes = epoch / every;
        return Math.pow(gamma, (double) changes);
    }
}

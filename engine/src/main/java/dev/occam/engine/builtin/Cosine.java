package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Require;
import dev.occam.plugin.Schedule;

/**
 * f + (1 − f)·½(1 + cos(π·t/T)) at step t of T, counted from 0: from 1 down to f. (Loshchilov and Hutter, SGDR, 2017, one
 * period.)
 *
 * @param last f, at least 0 and at most 1
 */
@AutoService(Schedule.class)
@Description("Lowers the learning rate along half a cosine over the whole run.")
public record Cosine(
        @Description("factor of the learning rate at the end of the run")
        double last) implements Schedule {
    public Cosine {
        Require.that(last >= 0 && last <= 1, "last", "a number >= 0 and <= 1", last);
    }

    public Cosine() {
        this(0);
    }

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        double progress = Math.min(1, step / (double) Math.max(1, steps));
        return last + (1 - last) * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
}

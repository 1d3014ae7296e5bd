package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Schedule;

/** The factor 1 at every step. */
@AutoService(Schedule.class)
@Description("Keeps the learning rate.")
public record Constant() implements Schedule {
    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        return 1;
    }
}

package dev.occam.engine.train;

import dev.occam.plugin.Schedule;

/** 1, ½, ½, … */
public record Halving() implements Schedule {
    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        return step == 0 ? 1 : 0.5;
    }
}

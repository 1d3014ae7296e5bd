package dev.occam.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where values lie between two ends.
 *
 * @param low the smallest value shown
 * @param high the largest, above low
 * @param logarithmic whether equal factors have equal lengths
 */
record Axis(double low, double high, boolean logarithmic) {
    private static final int STEEP = 30;

    /** Holds all finite values; logarithmic where they are positive and spread over decades. */
    static Axis of(DoubleStream all, boolean mayBeLogarithmic) {
        double[] values = all.filter(Double::isFinite).toArray();
        double low = DoubleStream.of(values).min().orElse(0);
        double high = DoubleStream.of(values).max().orElse(1);
        if (mayBeLogarithmic && low > 0 && high / low > STEEP) {
            return new Axis(Math.pow(10, Math.floor(Math.log10(low) * 2) / 2), high * 1.1, true);
        }
        double room = high - low == 0 ? Math.max(1e-9, Math.abs(high) * 0.1) : (high - low) * 0.06;
        double floor = low >= 0 ? Math.max(0, low - room) : low - room;
        return new Axis(low >= 0 && low < high / 3 ? 0 : floor, high + room, false);
    }

    /** From 0 at the low end to 1 at the high end. */
    double position(double value) {
        return logarithmic
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
    }

    /** Round values, about five of them. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            boolean few = high / low < 1000;
            for (int decade = (int) Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++) {
                for (int digit : few ? new int[] {1, 2, 5} : new int[] {1}) {
                    double tick = digit * Math.pow(10, decade);
                    if (tick >= low * 0.999 && tick <= high) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
        double step = roundStep((high - low) / 5);
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static double roundStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double digit = step / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }
}

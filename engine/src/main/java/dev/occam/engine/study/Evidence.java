package dev.occam.engine.study;

import dev.occam.engine.statistics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the runs of a scene gave, pair by pair.
 *
 * @param seeds in order; the n-th values of two conditions are a pair
 * @param runs finds what was trained
 */
record Evidence(Scene scene, List<Long> seeds, Runs runs) {
    /** The finished runs of a scene. */
    interface Runs {
        /** @param round of a measurement of time; 0 where time does not matter */
        Optional<RunRecord> find(Arm arm, long seed, int round);
    }

    /**
     * What is compared: for each seed one arm.
     *
     * @param name for tables
     * @param arms as many as there are seeds
     */
    record Condition(String name, List<Arm> arms) {
        Condition {
            arms = List.copyOf(arms);
        }
    }

    Evidence {
        seeds = List.copyOf(seeds);
    }

    /** The same of these seeds only. */
    Evidence of(List<Long> fewer) {
        return new Evidence(scene, fewer, runs);
    }

    /** One arm for all seeds. */
    Condition fixed(Arm arm) {
        return fixed(arm.name(), arm);
    }

    /** One arm for all seeds, under another name. */
    Condition fixed(String name, Arm arm) {
        return new Condition(name, seeds.stream().map(seed -> arm).toList());
    }

    /** For each seed the arm with the smallest data loss on validation; of equal ones the first. Never looks at the test. */
    Condition chosen(String name, List<Arm> candidates) {
        List<Arm> arms = new ArrayList<>();
        for (long seed : seeds) {
            Arm best = candidates.get(0);
            double least = Double.POSITIVE_INFINITY;
            for (Arm arm : candidates) {
                double loss = value(arm, seed, Measure.VALIDATION_LOSS);
                if (loss < least) {
                    best = arm;
                    least = loss;
                }
            }
            arms.add(best);
        }
        return new Condition(name, arms);
    }

    double value(Arm arm, long seed, Measure measure) {
        return runs.find(arm, seed, 0).map(run -> run.value(measure)).orElse(Double.NaN);
    }

    /** A value for each seed; NaN where a run diverged. */
    double[] values(Condition condition, Measure measure) {
        return IntStream.range(0, seeds.size())
                .mapToDouble(i -> value(condition.arms().get(i), seeds.get(i), measure))
                .toArray();
    }

    /** Over the seeds. */
    Estimate mean(Condition condition, Measure measure) {
        return Estimate.of(values(condition, measure));
    }

    /** Of {@code first − second}, seed by seed. */
    Estimate difference(Condition first, Condition second, Measure measure) {
        return Estimate.ofPairs(values(first, measure), values(second, measure));
    }

    /** Of ln first − ln second, seed by seed: relative differences of what is positive. */
    Estimate ratio(Condition first, Condition second, Measure measure) {
        return Estimate.ofPairs(logarithms(values(first, measure)), logarithms(values(second, measure)));
    }

    /** Seconds of an arm in each round of a measurement of time. */
    double[] seconds(Arm arm, int rounds) {
        return IntStream.rangeClosed(1, rounds)
                .mapToDouble(round ->
                        runs.find(arm, 1, round).map(RunRecord::seconds).orElse(Double.NaN))
                .toArray();
    }

    private static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }
}

package dev.occam.engine.study;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;

/** Results that could have been: the same for all seeds but for a little noise, unless a world says otherwise. */
final class MadeUpRuns {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L, 6L);

    private MadeUpRuns() {}

    /** @param world says what an arm gives, beginning with what is not changed by anything */
    static Evidence of(Scene scene, BiConsumer<Arm, Map<Measure, Double>> world) {
        return new Evidence(scene, SEEDS, (arm, seed, round) -> {
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            values.put(Measure.TRAIN_LOSS, 0.5);
            values.put(Measure.TRAIN_ACCURACY, 0.9);
            values.put(Measure.VALIDATION_LOSS, 0.6);
            values.put(Measure.VALIDATION_ACCURACY, 0.8);
            values.put(Measure.TEST_LOSS, 0.6);
            values.put(Measure.TEST_ACCURACY, 0.8);
            values.put(Measure.MEAN_WEIGHT, 0.2);
            values.put(Measure.PEAK_WEIGHT, 5.0);
            values.put(Measure.NON_ZEROS, 1.0);
            values.put(Measure.EPOCHS, 100.0);
            values.put(Measure.SETTLED, 50.0);
            values.put(Measure.BEST_EPOCH, 20.0);
            values.put(Measure.SPECTRAL_NORMS, 10.0);
            values.put(Measure.STABLE_RANK, 5.0);
            values.put(Measure.EFFECTIVE_PARAMETERS, 1_000.0);
            values.put(Measure.EFFECTIVE_AT_COMMON, 500.0);
            world.accept(arm, values);
            double noise = 1 + 1e-4 * new Random(31 * seed + round).nextGaussian();
            values.replaceAll((measure, value) -> value * noise);
            return Optional.of(new RunRecord("", values, (arm.decay() > 0 ? 1.1 : 1) * noise));
        });
    }

    static double log10(double lambda) {
        return Math.log10(Math.max(lambda, 1e-6)) + 6;
    }
}

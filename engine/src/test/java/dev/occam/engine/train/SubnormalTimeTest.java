package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic with subnormals is many times slower: decay must not leave weights, moments or momentum among them. */
class SubnormalTimeTest {
    private static final int UNITS = 64;
    private static final int STEPS = 1500;
    private static final int ROUNDS = 5;

    /**
     * @param decay what a step takes off
     * @param gradients of how many first steps are not 0
     */
    private static TrainingSpec spec(String optimizer, double decay, int gradients) {
        float[] slopes = new float[STEPS * UNITS];
        Arrays.fill(slopes, 0, gradients * UNITS, 1e-3f);
        float[] ones = new float[STEPS * UNITS];
        Arrays.fill(ones, 1);
        List<String> names = IntStream.range(0, UNITS).mapToObj(String::valueOf).toList();
        Dataset data = new Dataset("steps", List.of(UNITS), ones, new Targets.Values(slopes, names));
        Map<String, Object> options =
                optimizer.equals("sgd") ? Map.of("lr", 1e-3, "momentum", 0.9) : Map.of("lr", 1e-3, "beta2", 0.9);
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", UNITS, "bias", false))
                .loss(Choice.of(new Slope()))
                .optimizer(optimizer, options)
                .regularizer("decoupled-decay", Map.of("lambda", decay, "unit", "per-step"))
                .shuffle(false)
                .batch(1)
                .epochs(1)
                .backend("cpu")
                .threads(1)
                .build();
    }

    private static double seconds(TrainingSpec spec) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        SmallRuns.train(spec).model().close();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
    }

    /** Without the flush, weights that are halved and moments that shrink by a tenth would stay subnormal for ever. */
    @ParameterizedTest
    @CsvSource({"adam", "sgd"})
    void theTimeOfAStepDoesNotGrowAfterLongDecay(String optimizer) {
        double normal = Double.POSITIVE_INFINITY;
        double vanished = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            normal = Math.min(normal, seconds(spec(optimizer, 1e-6, STEPS)));
            vanished = Math.min(vanished, seconds(spec(optimizer, 0.1, 10)));
        }

        assertThat(vanished).isLessThan(1.5 * normal);
    }
}

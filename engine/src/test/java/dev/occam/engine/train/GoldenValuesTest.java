package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.DataChoice;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.plugin.Regularizer;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.L2Sp;
import dev.occam.regularizer.MaxNorm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reference values of rules on whole weights and activations, and what must not make a difference. */
@Tag("any-backend")
class GoldenValuesTest {
    @TempDir
    private Path folder;

    /** Steps of a weight [units, inputs] from these values under gradients of 0. */
    private TrainingSpecBuilder still(int units, int inputs, float... start) {
        return steps(units, inputs, 0, start);
    }

    private TrainingSpecBuilder steps(int units, int inputs, float gradient, float... start) {
        Path file = folder.resolve("start.safetensors");
        Safetensors.write(
                file,
                new SafetensorsFile(
                        Map.of(), List.of(new NamedTensor("0.weight", List.of(units, inputs), start.clone()))));
        float[] ones = new float[inputs];
        Arrays.fill(ones, 1);
        float[] slopes = new float[units];
        Arrays.fill(slopes, gradient);
        return new TrainingSpecBuilder()
                .data(given(List.of(inputs), ones, slopes))
                .layer("dense", Map.of("units", units, "bias", false))
                .loss(Choice.of(new Slope()))
                .optimizer("sgd", Map.of("lr", 1.0))
                .init(file)
                .batch(1)
                .epochs(1)
                .threads(1);
    }

    private static DataChoice given(List<Integer> shape, float[] features, float[] targets) {
        int rows = features.length / shape.get(0);
        List<String> names = IntStream.range(0, targets.length / rows)
                .mapToObj(String::valueOf)
                .toList();
        return new DataChoice.Given(
                new Dataset("given", shape, features, new Targets.Values(targets, names)),
                Optional.empty(),
                Optional.empty());
    }

    private static float[] run(TrainingSpecBuilder spec) {
        return SmallRuns.weights(SmallRuns.train(spec.build())).get(0);
    }

    private static TrainingSpecBuilder with(TrainingSpecBuilder spec, Regularizer rule) {
        return RuleRuns.add(spec, rule, "");
    }

    @Test
    void maxNormScalesUnitsToItsLimitAndTheSecondTimeNothing() {
        float[] units = {0, 0, 0, 1, 0, 0, 3, 0, 0, 3, 3, 3};
        float third = (float) (2 / Math.sqrt(3));

        float[] once = run(with(still(4, 3, units), new MaxNorm(2)));
        float[] twice = run(with(still(4, 3, units).epochs(2), new MaxNorm(2)));

        assertThat(once).containsExactly(new float[] {0, 0, 0, 1, 0, 0, 2, 0, 0, third, third, third}, within(2.4e-7f));
        assertThat(twice).isEqualTo(once);
    }

    /** √d is 2, so that λ = 1.25 and 2.5 are the thresholds 2.5 and 5. */
    @Test
    void groupLassoTakesItsThresholdOffTheNormDownToExactlyZero() {
        assertThat(run(with(still(1, 4, 3, 4, 0, 0), new GroupLasso(1.25))))
                .containsExactly(new float[] {1.5f, 2, 0, 0}, within(1e-6f));
        assertThat(run(with(still(1, 4, 3, 4, 0, 0), new GroupLasso(2.5)))).containsExactly(0, 0, 0, 0);
    }

    /** Each value of x = 1 has a weight of its own, which one step makes the masked value. */
    @Test
    void dropoutOfOnesGivesZerosAndTwosWithMeanOne() {
        int size = 20 * 500;
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        float[] minus = new float[size];
        Arrays.fill(minus, -1);
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(given(List.of(size), ones, minus))
                .layer("flatten")
                .layer(new BackendsAgreeTest.Gain())
                .loss(Choice.of(new Slope()))
                .optimizer("sgd", Map.of("lr", 1.0))
                .fullBatch()
                .epochs(1)
                .threads(1);

        float[] masked = run(RuleRuns.add(spec, new Dropout(0.5), "0"));

        double mean = 0;
        for (float value : masked) {
            assertThat(value).isIn(0f, 2f);
            mean += value / size;
        }
        assertThat(mean).isCloseTo(1, within(0.02));
    }

    /** From w₀ = 4 under the gradient 0.5, w settles where 0.5 + λ(w − w₀) = 0. */
    @Test
    void l2SpPullsToWhereTheWeightsWere() {
        float[] settled = run(
                with(steps(1, 1, 0.5f, 4).optimizer("sgd", Map.of("lr", 0.5)).epochs(300), new L2Sp(0.2)));

        assertThat(settled[0]).isCloseTo(1.5f, within(1e-5f));
    }

    /** λ stands beside the mean loss: what one step takes off does not depend on how many examples it sees. */
    @ParameterizedTest
    @CsvSource({"l2,lambda,.93", "decoupled-decay,lambda,.93", "l1,lambda,.93", "group-lasso,lambda,.93"})
    void aStrengthMeansTheSameForBatchesOfAnySize(String rule, String option, double expected) {
        for (int batch : new int[] {1, 4, 32}) {
            float[] ones = new float[batch];
            Arrays.fill(ones, 1);
            float[] slopes = new float[batch];
            Arrays.fill(slopes, 0.5f);
            float[] w = run(steps(1, 1, 0.5f, 1)
                    .data(given(List.of(1), ones, slopes))
                    .fullBatch()
                    .optimizer("sgd", Map.of("lr", 0.1))
                    .regularizer(rule, Map.of(option, 0.2)));

            assertThat((double) w[0]).as("batch of %d", batch).isCloseTo(expected, within(1e-6));
        }
    }

    /** Clipping acts before the optimizer and, in the scope DATA, before the penalty: under each optimizer alike. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "rmsprop", "adagrad"})
    void clippingStandsInTheSamePlaceUnderEveryOptimizer(String optimizer) {
        TrainingSpecBuilder clipped = steps(1, 1, 5, 2)
                .optimizer(optimizer, Map.of("lr", 0.01))
                .regularizer("l2", Map.of("lambda", 0.1))
                .clipping(new Clipping(0.5, Clipping.Scope.DATA))
                .epochs(7);
        TrainingSpecBuilder small = steps(1, 1, 0.5f, 2)
                .optimizer(optimizer, Map.of("lr", 0.01))
                .regularizer("l2", Map.of("lambda", 0.1))
                .epochs(7);

        assertThat(run(clipped)[0]).isCloseTo(run(small)[0], within(1e-6f)).isLessThan(2);

        TrainingSpecBuilder total = steps(1, 1, 5, 2)
                .optimizer(optimizer, Map.of("lr", 0.01))
                .regularizer("l2", Map.of("lambda", 0.1))
                .clipping(new Clipping(0.5, Clipping.Scope.TOTAL))
                .epochs(7);
        TrainingSpecBuilder without =
                steps(1, 1, 0.5f, 2).optimizer(optimizer, Map.of("lr", 0.01)).epochs(7);

        assertThat(run(total)[0]).isCloseTo(run(without)[0], within(1e-6f)).isLessThan(2);
    }
}

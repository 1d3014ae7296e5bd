package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import dev.occam.regularizer.ActivityL2;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.GaussianNoise;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.Orthogonal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules in whole runs, against closed forms. */
@Tag("any-backend")
class WholeRuleTest {
    private static TrainingSpecBuilder spec(int inputs, float[] features, float[] targets) {
        int columns = targets.length / (features.length / inputs);
        List<String> names = List.of("a", "b", "c").subList(0, columns);
        Dataset data = new Dataset("given", List.of(inputs), features, new Targets.Values(targets, names));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .loss(Choice.of(new HalfSquare()))
                .optimizer("sgd", Map.of("lr", 0.1))
                .fullBatch()
                .epochs(1)
                .threads(1);
    }

    /** [1 0; 0 1; 1 1] and [1, 2, 2], each row a thousand times, so that the mean over masks is close to its expectation. */
    private static TrainingSpecBuilder triangle() {
        float[] x = {1, 0, 0, 1, 1, 1};
        float[] y = {1, 2, 2};
        float[] features = new float[6000];
        float[] targets = new float[3000];
        for (int i = 0; i < features.length; i++) {
            features[i] = x[i % 6];
        }
        for (int i = 0; i < targets.length; i++) {
            targets[i] = y[i % 3];
        }
        return spec(2, features, targets)
                .layer("flatten")
                .layer("dense", Map.of("units", 1, "bias", false))
                .schedule(Choice.of("cosine"))
                .optimizer("sgd", Map.of("lr", 0.3))
                .epochs(300);
    }

    static Stream<Arguments> noiseOnInputs() {
        return Stream.of(
                Arguments.of(new Dropout(0.5), .53333333, .86666667),
                Arguments.of(new GaussianNoise(Math.sqrt(1.0 / 3)), .625, 1.125));
    }

    @ParameterizedTest
    @MethodSource("noiseOnInputs")
    void noiseOnTheInputsOfALinearModelIsRidgeRegression(Regularizer rule, double first, double second) {
        List<float[]> weights = SmallRuns.weights(
                SmallRuns.train(RuleRuns.add(triangle(), rule, "0").build()));

        assertThat((double) weights.get(0)[0]).isCloseTo(first, within(0.01));
        assertThat((double) weights.get(0)[1]).isCloseTo(second, within(0.01));
    }

    @Test
    void aWeightThatALayerUsesTwiceIsRegularizedOnce() {
        TrainingResult result = SmallRuns.train(RuleRuns.add(
                        spec(1, new float[] {1}, new float[] {0}).loss(Choice.of(new Slope())), new L2(0.2), "")
                .layer(new Doubled())
                .build());

        assertThat(result.history().get(0).penalties().get("l2")).isCloseTo(0.1 * 0.98 * 0.98, within(1e-6));
        assertThat(SmallRuns.weights(result).get(0)[0]).isCloseTo(0.98f, within(1e-6f));
    }

    /** The layer gives its weights, so that the penalty on its output is one on weights: a step takes off ηλw. */
    @Test
    void aPenaltyOnActivationsIsAddedToTheLossAndReported() {
        TrainingResult result = SmallRuns.train(RuleRuns.add(
                        spec(1, new float[] {1, 1}, new float[] {.5f, 0, .5f, 0})
                                .loss(Choice.of(new Slope())),
                        new ActivityL2(0.2),
                        "0")
                .layer(new Pair(1, 2))
                .build());

        assertThat(result.history().get(0).penalties()).containsOnlyKeys("activity-l2");
        assertThat(result.history().get(0).penalties().get("activity-l2")).isCloseTo(0.5, within(1e-6));
        assertThat(result.history().get(0).train().loss()).isCloseTo(0.5, within(1e-6));
        List<float[]> weights = SmallRuns.weights(result);
        assertThat(weights.get(0)[0]).isCloseTo(0.93f, within(1e-6f));
        assertThat(weights.get(1)[0]).isCloseTo(1.96f, within(1e-6f));
    }

    @Test
    void aPenaltyOnActivationsIsAMeanOverBatchesOfAnySize() {
        TrainingResult result = SmallRuns.train(RuleRuns.add(
                        spec(1, new float[] {1, 2, 3}, new float[6]).loss(Choice.of(new Slope())),
                        new ActivityL2(0.2),
                        "0")
                .optimizer("sgd", Map.of("lr", 0.0))
                .shuffle(false)
                .batch(2)
                .layer(new Pair(1, 1))
                .build());
        result.model().close();

        assertThat(result.history().get(0).penalties().get("activity-l2"))
                .isCloseTo(0.1 * 2 * (1 + 4 + 9) / 3, within(1e-6));
    }

    /** Two steps without a data gradient at η .1, the second at half the strength. */
    @ParameterizedTest
    @CsvSource({
        "l2,lambda,.2,.9702",
        "decoupled-decay,lambda,.2,.9702",
        "l1,lambda,1,.85",
        "elastic-net,l2,.2,.970685304",
        "group-lasso,lambda,1,.85"
    })
    void aScheduleMultipliesTheStrengthOfEachStep(String rule, String option, double strength, double expected) {
        Map<String, Object> options =
                rule.equals("elastic-net") ? Map.of("l1", 0.0, option, strength) : Map.of(option, strength);
        TrainingResult result = SmallRuns.train(spec(1, new float[] {1, 1}, new float[4])
                .loss(Choice.of(new Slope()))
                .layer(new Pair(1, 1))
                .batch(1)
                .regularizer(new RegularizerChoice(
                        Choice.of(rule, options), List.of(), Optional.empty(), Optional.of(Choice.of(new Halving()))))
                .build());

        assertThat((double) SmallRuns.weights(result).get(0)[0]).isCloseTo(expected, within(1e-6));
    }

    @Test
    void aPenaltyIsReportedAtTheStrengthOfItsStep() {
        TrainingResult result = SmallRuns.train(spec(1, new float[] {1, 1}, new float[4])
                .loss(Choice.of(new Slope()))
                .optimizer("sgd", Map.of("lr", 0.0))
                .layer(new Pair(1, 2))
                .batch(1)
                .regularizer(new RegularizerChoice(
                        Choice.of(new L2(0.2)), List.of(), Optional.empty(), Optional.of(Choice.of(new Halving()))))
                .build());
        result.model().close();

        assertThat(result.history().get(0).penalties().get("l2")).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void aScheduleThatGivesNoStrengthIsRefused() {
        TrainingSpecBuilder spec = spec(1, new float[] {1, 1}, new float[4])
                .loss(Choice.of(new Slope()))
                .layer(new Pair(1, 2))
                .regularizer(new RegularizerChoice(
                        Choice.of(new L2(0.2)), List.of(), Optional.empty(), Optional.of(Choice.of(new Negative()))));

        assertThatThrownBy(() -> SmallRuns.train(spec.build()))
                .isInstanceOf(RequestException.class)
                .hasMessage("regularizer l2: its schedule negative would multiply the strength of step 1 by -1.0;"
                        + " that must be a finite number >= 0.");
    }

    /** A schedule that makes no sense for a strength. */
    public record Negative() implements Schedule {
        @Override
        public double factor(long step, long steps, int stepsPerEpoch) {
            return -1;
        }
    }

    @Test
    void underOrthogonalityAloneRowsBecomeOrthonormal() {
        TrainingResult result = SmallRuns.train(
                RuleRuns.add(spec(3, new float[3], new float[2]).loss(Choice.of(new Slope())), new Orthogonal(1), "")
                        .layer("dense", Map.of("units", 2, "bias", false))
                        .epochs(400)
                        .build());

        double penalty = result.history().get(399).penalties().get("orthogonal");
        float[] w = SmallRuns.weights(result).get(0);
        assertThat(penalty).isCloseTo(0.5, within(1e-5));
        assertThat(w[0] * w[3] + w[1] * w[4] + w[2] * w[5]).isCloseTo(0, within(1e-3f));
        assertThat(w[0] * w[0] + w[1] * w[1] + w[2] * w[2]).isCloseTo(1, within(1e-3f));
    }

    @Test
    void groupLassoSetsWholeUnitsToZero() {
        TrainingResult result = SmallRuns.train(RuleRuns.add(
                        SmallRuns.sixtySteps().optimizer("adam", Map.of("lr", 0.01)), new GroupLasso(0.05), "")
                .build());

        float[] w = SmallRuns.weights(result).get(0);
        int zeroUnits = 0;
        for (int unit = 0; unit < SmallRuns.HIDDEN; unit++) {
            int zeros = 0;
            for (int i = 0; i < SmallRuns.INPUTS; i++) {
                zeros += w[unit * SmallRuns.INPUTS + i] == 0 ? 1 : 0;
            }
            assertThat(zeros).isIn(0, SmallRuns.INPUTS);
            zeroUnits += zeros == 0 ? 0 : 1;
        }
        assertThat(zeroUnits).isPositive();
    }
}

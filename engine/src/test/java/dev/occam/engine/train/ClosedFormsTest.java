package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.EpochReport;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What theory says of whole runs. That dropout and noise on inputs are ridge regression is in {@link WholeRuleTest}. */
@Tag("any-backend")
class ClosedFormsTest {
    @TempDir
    private Path folder;

    private static TrainingSpecBuilder linear(int inputs, float[] features, float... targets) {
        Dataset data = new Dataset("given", List.of(inputs), features, new Targets.Values(targets, List.of("y")));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", 1, "bias", false))
                .loss(Choice.of(new HalfSquare()))
                .fullBatch()
                .threads(1);
    }

    private static double[] weights(TrainingSpecBuilder spec) {
        float[] weights = SmallRuns.weights(SmallRuns.train(spec.build())).get(0);
        double[] values = new double[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[i];
        }
        return values;
    }

    /**
     * From w = 0 on ½h(w − w*)², t steps at η come to (1 − (1 − ηh)ᵗ)·w*, and a penalty λ to h/(h + λ)·w*: the same for
     * λ = h(1 − ηh)ᵗ/(1 − (1 − ηh)ᵗ). (Goodfellow, Bengio and Courville, Deep Learning, 2016, section 7.8.)
     */
    @ParameterizedTest
    @CsvSource({"0.5,3", "1,10", "2,20", "1.5,1"})
    void stoppingEarlyOnAQuadraticIsAPenalty(double root, int steps) {
        double curvature = root * root;
        double rate = 0.1;
        double left = Math.pow(1 - rate * curvature, steps);
        Path zero = folder.resolve("zero.safetensors");
        Safetensors.write(
                zero,
                new SafetensorsFile(Map.of(), List.of(new NamedTensor("0.weight", List.of(1, 1), new float[] {0}))));
        TrainingSpecBuilder stopped = linear(1, new float[] {(float) root}, (float) (3 * root))
                .optimizer("sgd", Map.of("lr", rate))
                .init(zero)
                .epochs(steps);
        TrainingSpecBuilder penalized = linear(1, new float[] {(float) root}, (float) (3 * root))
                .optimizer("sgd", Map.of("lr", rate))
                .init(zero)
                .regularizer("l2", Map.of("lambda", curvature * left / (1 - left)))
                .epochs(300);

        double early = weights(stopped)[0];

        assertThat(early).isCloseTo(3 * (1 - left), within(1e-5));
        assertThat(weights(penalized)[0]).isCloseTo(early, within(1e-5));
    }

    /** X = [1 0; 0 1; 1 1], y = [1, 2, 2]. */
    private static double[] triangle(String optimizer, String rule, double lambda) {
        double rate = optimizer.equals("sgd") || optimizer.equals("adagrad") ? 0.5 : 0.05;
        return weights(linear(2, new float[] {1, 0, 0, 1, 1, 1}, 1, 2, 2)
                .optimizer(optimizer, Map.of("lr", rate))
                .schedule(Choice.of("cosine"))
                .regularizer(rule, Map.of("lambda", lambda))
                .epochs(600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "rmsprop", "adagrad"})
    void theMinimumOfACoupledPenaltyIsThatOfEveryOptimizer(String optimizer) {
        assertThat(triangle(optimizer, "l2", 0.1)).containsExactly(new double[] {.67599068, 1.44522145}, within(2e-3));
    }

    /** Under SGD the decay of each step is that of the penalty; where step sizes differ, it balances another gradient. */
    @Test
    void whereDecoupledDecaySettlesDependsOnTheOptimizer() {
        double[] sgd = triangle("sgd", "decoupled-decay", 0.1);

        assertThat(sgd).containsExactly(new double[] {.67599068, 1.44522145}, within(2e-3));
        for (String optimizer : List.of("adam", "rmsprop", "adagrad")) {
            double[] other = triangle(optimizer, "decoupled-decay", 0.1);
            assertThat(Math.hypot(other[0] - sgd[0], other[1] - sgd[1]))
                    .as(optimizer)
                    .isGreaterThan(0.1);
        }
    }

    /** |u| ≤ η where gradients keep their sign, so no weight passes 1/λ. (Xie and Li, Implicit Bias of AdamW, ICML 2024.) */
    @ParameterizedTest
    @ValueSource(floats = {1e-3f, 1, 1e3f})
    void gradientsOfAnySizeLeaveWeightsWithinOneByLambda(float gradient) {
        Dataset data = new Dataset(
                "slope", List.of(1), new float[] {1}, new Targets.Values(new float[] {gradient}, List.of("y")));
        double[] w = weights(new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", 1, "bias", false))
                .loss(Choice.of(new Slope()))
                .optimizer("adam", Map.of("lr", 0.05))
                .regularizer("decoupled-decay", Map.of("lambda", 2.0))
                .epochs(300)
                .fullBatch()
                .threads(1));

        assertThat(w[0]).isCloseTo(-0.5, within(1e-3)).isGreaterThan(-0.5001);
    }

    @Test
    void adamsWeightsStayWithinOneByLambdaInAWholeModel() {
        TrainingResult result = SmallRuns.train(SmallRuns.sixtySteps()
                .optimizer("adam", Map.of("lr", 0.02))
                .regularizer(new RegularizerChoice(
                        Choice.of("decoupled-decay", Map.of("lambda", 5.0)), List.of("all"), Optional.empty()))
                .epochs(100)
                .build());

        for (float[] weight : SmallRuns.weights(result)) {
            for (float value : weight) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo(0.2f);
            }
        }
    }

    /**
     * A normalization makes the gradient of the weights before it stand at right angles to them: they grow by it and shrink
     * by decay, until ‖g‖/‖w‖ = √(2λ/η). (van Laarhoven, L2 Regularization versus Batch and Weight Normalization, 2017.) The
     * share s of the decay in the step tells the ratio: ‖g‖/‖w‖ = λ√(1/s² − 1).
     */
    @ParameterizedTest
    @CsvSource({"0.2,0.05", "0.1,0.2"})
    void weightsBeforeANormalizationComeToAnEquilibrium(double rate, double lambda) {
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(new DataChoice.Given(SmallRuns.data(40, 1), Optional.empty(), Optional.empty()))
                .layer("flatten")
                .layer("dense", Map.of("units", 8, "bias", false))
                .layer("layer-norm")
                .layer("dense", Map.of("units", 3))
                .optimizer("sgd", Map.of("lr", rate))
                .regularizer(
                        new RegularizerChoice(Choice.of("dropout", Map.of("drop", 0.5)), List.of(), Optional.of("0")))
                .regularizer(new RegularizerChoice(
                        Choice.of("decoupled-decay", Map.of("lambda", lambda)), List.of("1"), Optional.empty()))
                .fullBatch()
                .epochs(600)
                .threads(1);
        TrainingResult result = SmallRuns.train(spec.build());
        result.model().close();

        double squares = result.history().stream()
                .skip(200)
                .mapToDouble(ClosedFormsTest::share)
                .map(share -> lambda * lambda * (1 / (share * share) - 1))
                .average()
                .orElseThrow();

        assertThat(Math.sqrt(squares))
                .isCloseTo(Math.sqrt(2 * lambda / rate), within(0.07 * Math.sqrt(2 * lambda / rate)));
    }

    private static double share(EpochReport epoch) {
        return epoch.accounting().shares().get("decoupled-decay");
    }
}

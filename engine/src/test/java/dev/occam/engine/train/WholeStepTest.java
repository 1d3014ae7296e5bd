package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.DataChoice;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values of whole steps: constant gradients, known weights. */
@Tag("any-backend")
class WholeStepTest {
    private static final Offset<Double> CLOSE = within(2e-6);

    /** Steps on two weights with constant gradients. */
    private static TrainingSpecBuilder steps(int count, double[] start, double[] gradient) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        float[] targets = new float[2 * count];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) gradient[i % 2];
        }
        Dataset data = new Dataset("constant", List.of(1), ones, new Targets.Values(targets, List.of("a", "b")));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer(new Pair(start[0], start[1]))
                .loss(Choice.of(new Slope()))
                .optimizer("sgd", Map.of("lr", 0.1))
                .batch(1)
                .epochs(1)
                .threads(1);
    }

    private static double[] run(TrainingSpecBuilder spec) {
        List<float[]> weights = SmallRuns.weights(SmallRuns.train(spec.build()));
        return new double[] {weights.get(0)[0], weights.get(1)[0]};
    }

    private static double[] one(double gradient) {
        return new double[] {gradient, gradient};
    }

    @Test
    void underAConstantGradientDecoupledDecayWithAdamSettlesAtMinusOneByLambda() {
        double[] settled = run(steps(3000, one(0), one(0.5))
                .optimizer("adam", Map.of("lr", 0.05))
                .regularizer("decoupled-decay", Map.of("lambda", 0.2)));
        assertThat(settled[0]).isCloseTo(-5, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"sgd", "adam"})
    void underAConstantGradientCoupledDecaySettlesAtMinusGradientByLambda(String optimizer) {
        double[] settled = run(steps(3000, one(0), one(0.5))
                .optimizer(optimizer, Map.of("lr", optimizer.equals("sgd") ? 0.1 : 0.01))
                .regularizer("l2", Map.of("lambda", 0.2)));
        assertThat(settled[0]).isCloseTo(-2.5, within(1e-2));
    }

    @Test
    void oneDecoupledStepTakesOffUpdateAndDecayOfTheOldWeight() {
        double[] w = run(steps(1, one(1), one(0.5)).regularizer("decoupled-decay", Map.of("lambda", 0.2)));
        assertThat(w[0]).isCloseTo(0.93, CLOSE);
    }

    @Test
    void theProximalStepOfSquaresDivides() {
        double[] w = run(steps(1, one(1), one(0.5)).regularizer("elastic-net", Map.of("l1", 0.0, "l2", 0.2)));
        assertThat(w[0]).isCloseTo(0.931372549, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "l2,1,.93", "l2,2,.7984", "l2,3,.613992",
        "decoupled-decay,1,.93", "decoupled-decay,2,.8164", "decoupled-decay,3,.664572"
    })
    void momentumKeepsCoupledDecayButNotDecoupledDecay(String rule, int steps, double expected) {
        double[] w = run(steps(steps, one(1), one(0.5))
                .optimizer("sgd", Map.of("lr", 0.1, "momentum", 0.9))
                .regularizer(rule, Map.of("lambda", 0.2)));
        assertThat(w[0]).isCloseTo(expected, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"DATA,8.4,-.8", "TOTAL,9.29289322,-.70710678"})
    void clippingMeasuresTheDataGradientOrTheTotal(Clipping.Scope scope, double first, double second) {
        double[] w = run(steps(1, new double[] {10, 0}, new double[] {3, 4})
                .optimizer("sgd", Map.of("lr", 1.0))
                .regularizer("l2", Map.of("lambda", 0.1))
                .clipping(new Clipping(1, scope)));
        assertThat(w[0]).isCloseTo(first, CLOSE);
        assertThat(w[1]).isCloseTo(second, CLOSE);
    }

    @Test
    void negativeGradientsAreClippedLikePositiveOnes() {
        double[] w = run(steps(1, one(0), new double[] {-3, -4})
                .optimizer("sgd", Map.of("lr", 1.0))
                .clipping(new Clipping(1, Clipping.Scope.DATA)));
        assertThat(w[0]).isCloseTo(0.6, CLOSE);
        assertThat(w[1]).isCloseTo(0.8, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"per-lr,.2,.9702", "per-schedule,.02,.9702", "corrected,.2,.9751", "per-step,.2,.64"})
    void aStrengthMeansWhatItsUnitSays(String unit, double lambda, double expected) {
        double[] w = run(steps(2, one(1), one(0))
                .schedule(Choice.of(new Halving()))
                .regularizer("decoupled-decay", Map.of("lambda", lambda, "unit", unit)));
        assertThat(w[0]).isCloseTo(expected, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"1,2,.1,.2,-.0495,-.0995", "4,3,.01,.02,-.0045,-.0095"})
    void tenProximalStepsComeToTheKnownPoint(
            double a, double b, double gradientA, double gradientB, double expectedA, double expectedB) {
        double[] w = run(steps(10, new double[] {a, b}, new double[] {gradientA, gradientB})
                .optimizer("sgd", Map.of("lr", 3.0))
                .regularizer("elastic-net", Map.of("l1", 0.001, "l2", 2.0)));
        assertThat(w[0]).isCloseTo(expectedA, CLOSE);
        assertThat(w[1]).isCloseTo(expectedB, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "l2,lambda,.1,.67599068,1.44522145",
        "l2,lambda,1,.45833333,.70833333",
        "l1,lambda,.1,.56666667,1.56666667",
        "l1,lambda,.9,0,.65"
    })
    void ridgeAndLassoComeToTheirClosedForms(String rule, String option, double lambda, double first, double second) {
        Dataset data = new Dataset(
                "three",
                List.of(2),
                new float[] {1, 0, 0, 1, 1, 1},
                new Targets.Values(new float[] {1, 2, 2}, List.of("y")));
        List<float[]> weights = SmallRuns.weights(SmallRuns.train(new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", 1, "bias", false))
                .loss(Choice.of(new HalfSquare()))
                .optimizer("sgd", Map.of("lr", 0.5))
                .regularizer(rule, Map.of(option, lambda))
                .fullBatch()
                .epochs(150)
                .threads(1)
                .build()));
        assertThat((double) weights.get(0)[0]).isCloseTo(first, CLOSE);
        assertThat((double) weights.get(0)[1]).isCloseTo(second, CLOSE);
        if (first == 0) {
            assertThat(weights.get(0)[0]).isZero();
        }
    }

    @Test
    void afterLongDecayNoWeightIsSubnormal() {
        double[] w = run(steps(2000, new double[] {1, 1e-30}, one(0))
                .optimizer("adam", Map.of("lr", 0.5))
                .regularizer("decoupled-decay", Map.of("lambda", 0.2)));
        assertThat(Arrays.stream(w))
                .allMatch(value -> value == 0 || value >= Float.MIN_NORMAL)
                .allMatch(value -> value < 1e-27);
    }
}

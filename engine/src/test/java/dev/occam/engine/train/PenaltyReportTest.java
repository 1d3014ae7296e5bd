package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PenaltyReportTest {
    private static double square(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static double absolute(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    @Test
    void eachPenaltyIsThatOfTheWeightsAtTheEndOfTheEpoch() {
        TrainingSpecBuilder spec = SmallRuns.sixtySteps()
                .regularizer("l2", Map.of("lambda", 0.01))
                .regularizer("l1", Map.of("lambda", 0.001))
                .epochs(3);
        TrainingResult result = SmallRuns.train(spec.build());
        List<float[]> weights = SmallRuns.weights(result);
        Map<String, Double> penalties = result.history().get(2).penalties();

        double squares = square(weights.get(0)) + square(weights.get(2));
        double sizes = absolute(weights.get(0)) + absolute(weights.get(2));
        assertThat(penalties.keySet()).containsExactly("l2", "l1");
        assertThat(penalties.get("l2")).isPositive().isCloseTo(0.5 * 0.01 * squares, within(1e-7));
        assertThat(penalties.get("l1")).isCloseTo(0.001 * sizes, within(1e-7));
        assertThat(result.history().get(2).weights().l2()).isCloseTo(Math.sqrt(squares), within(1e-6));
    }

    @Test
    void penaltiesAreNoPartOfTheReportedLosses() {
        TrainingSpecBuilder plain = SmallRuns.sixtySteps().optimizer("sgd", Map.of("lr", 0.0));
        TrainingResult without = SmallRuns.train(plain.build());
        TrainingResult with =
                SmallRuns.train(plain.regularizer("l2", Map.of("lambda", 100.0)).build());
        without.model().close();
        with.model().close();
        assertThat(with.train()).isEqualTo(without.train());
        assertThat(with.history().get(0).train())
                .isEqualTo(without.history().get(0).train());
        assertThat(with.history().get(0).penalties().get("l2")).isGreaterThan(100);
    }

    @Test
    void theFiniteDifferenceOfTheReportedPenaltyIsTheDerivativeThatTrainingUsed() {
        double rate = 1e-3;
        List<float[]> before = SmallRuns.weights(SmallRuns.train(one(rate, 0)));
        TrainingResult result = SmallRuns.train(one(rate, 0.5));
        double reported = result.history().get(0).penalties().get("l2");
        List<float[]> after = SmallRuns.weights(result);
        // What the rule alone has moved is −η·∂penalty, so the penalty of a weight w is ∂penalty·w/2.
        double fromGradient = 0;
        for (int i : List.of(0, 2)) {
            for (int j = 0; j < before.get(i).length; j++) {
                double slope = (before.get(i)[j] - (double) after.get(i)[j]) / rate;
                fromGradient += slope * after.get(i)[j] / 2;
            }
        }
        assertThat(fromGradient).isCloseTo(reported, within(2e-3 * reported));
    }

    private static dev.occam.TrainingSpec one(double rate, double lambda) {
        return SmallRuns.sixtySteps()
                .optimizer("sgd", Map.of("lr", rate))
                .regularizer("l2", Map.of("lambda", lambda))
                .fullBatch()
                .epochs(1)
                .build();
    }
}

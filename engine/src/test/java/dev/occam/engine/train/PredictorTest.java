package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.TrainedModel;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PredictorTest {
    private static final int EXAMPLES = 300;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 64, 65, 256, 257})
    void aPredictionDoesNotDependOnHowManyAreAskedForTogether(int together) {
        float[] features = SmallRuns.data(EXAMPLES, 3).features();
        try (TrainedModel model =
                SmallRuns.train(SmallRuns.sixtySteps().build()).model()) {
            float[] all = model.predict(features).values();
            int width = all.length / EXAMPLES;

            float[] some = model.predict(Arrays.copyOf(features, together * SmallRuns.INPUTS))
                    .values();

            assertThat(some).isEqualTo(Arrays.copyOf(all, together * width));
        }
    }

    @Test
    void predictionsAreThoseOfTheWeightsThatTheModelShows() {
        float[] features = SmallRuns.data(1, 3).features();
        try (TrainedModel model =
                SmallRuns.train(SmallRuns.sixtySteps().build()).model()) {
            double[] hidden = dense(features(features), model.weight("0.weight"), model.weight("0.bias"));
            double[] logits = dense(
                    Arrays.stream(hidden).map(Math::tanh).toArray(), model.weight("2.weight"), model.weight("2.bias"));
            double sum = Arrays.stream(logits).map(Math::exp).sum();

            float[] predicted = model.predict(features).values();

            for (int i = 0; i < logits.length; i++) {
                assertThat((double) predicted[i]).isCloseTo(Math.exp(logits[i]) / sum, within(1e-6));
            }
        }
    }

    private static double[] features(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** W·x + b, W row by row. */
    private static double[] dense(double[] x, float[] weight, float[] bias) {
        double[] y = new double[bias.length];
        for (int unit = 0; unit < y.length; unit++) {
            y[unit] = bias[unit];
            for (int i = 0; i < x.length; i++) {
                y[unit] += weight[unit * x.length + i] * x[i];
            }
        }
        return y;
    }

    @Test
    void noExamplesGiveNoPredictions() {
        try (TrainedModel model =
                SmallRuns.train(SmallRuns.sixtySteps().build()).model()) {
            assertThat(model.predict(new float[0]).values()).isEmpty();
        }
    }
}

package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.TrainedModel;
import java.util.Arrays;
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
    void noExamplesGiveNoPredictions() {
        try (TrainedModel model =
                SmallRuns.train(SmallRuns.sixtySteps().build()).model()) {
            assertThat(model.predict(new float[0]).values()).isEmpty();
        }
    }
}

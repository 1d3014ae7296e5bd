package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.error.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceTest {
    @TempDir
    private Path folder;

    /** Squared errors with a learning rate that multiplies the weights in every step. */
    private static TrainingSpecBuilder exploding(float scale) {
        float[] features = new float[64];
        float[] targets = new float[64];
        for (int i = 0; i < 64; i++) {
            features[i] = scale * (1 + i % 4);
            targets[i] = i % 3;
        }
        Dataset data = new Dataset("line", List.of(1), features, new Targets.Values(targets, List.of("y")));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", 1))
                .loss("mean-squared-error")
                .epochs(40)
                .batch(8);
    }

    @Test
    void aLearningRateThatIsTooHighIsNamedWithStepAndLayer() {
        TrainingSpec spec = exploding(1).optimizer("sgd", Map.of("lr", 3.0)).build();
        assertThatThrownBy(() -> SmallRuns.train(spec))
                .isInstanceOf(RunException.class)
                .hasMessageMatching("(?s)Training diverged at step \\d+ \\(epoch \\d+\\): .*layer 0 \\(dense\\).*")
                .hasMessageContaining("a learning rate that is too high (3.00); try 0.300");
    }

    @Test
    void hugeFeaturesAreNamedAsTheCause() {
        TrainingSpec spec = exploding(1e20f).optimizer("sgd", Map.of("lr", 0.1)).build();
        assertThatThrownBy(() -> SmallRuns.train(spec))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("at step 1 (epoch 1)")
                .hasMessageContaining("features as large as 4.00e+20. Standardize the data.");
    }

    @Test
    void theLastGoodCheckpointStands() throws IOException {
        TrainingSpec spec = exploding(1).optimizer("sgd", Map.of("lr", 0.5)).build();
        assertThatThrownBy(() -> Occam.engine().train(spec, RunOptions.into(folder), TrainingListener.NONE))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("The checkpoint of epoch");
        for (NamedTensor tensor :
                Safetensors.read(folder.resolve("checkpoint.safetensors")).tensors()) {
            for (float value : tensor.values()) {
                assertThat(value).as(tensor.name()).isFinite();
            }
        }
        assertThat(Files.readString(folder.resolve("run.json")))
                .contains("\"outcome\" : \"failed\"", "diverged at step");
        assertThat(folder.resolve("model.safetensors")).doesNotExist();
    }

    @Test
    void dataThatAreNotFiniteAreNamedAsTheCause() {
        TrainingSpec spec =
                exploding(Float.NaN).optimizer("sgd", Map.of("lr", 0.1)).build();
        assertThatThrownBy(() -> SmallRuns.train(spec))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("The data hold values that are not finite");
    }
}

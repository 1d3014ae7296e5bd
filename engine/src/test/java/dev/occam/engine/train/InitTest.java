package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.TrainingResult;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
    @TempDir
    private Path folder;

    @Test
    void trainingStartsFromTheWeightsOfAFileByName() {
        Path file = folder.resolve("model.safetensors");
        TrainingResult first = SmallRuns.train(SmallRuns.sixtySteps().build());
        first.model().save(file);
        List<float[]> saved = SmallRuns.weights(first);
        List<float[]> started = SmallRuns.weights(SmallRuns.train(SmallRuns.sixtySteps()
                .init(file)
                .optimizer("sgd", Map.of("lr", 0.0))
                .seed(99)
                .build()));
        assertThat(started).usingRecursiveComparison().isEqualTo(saved);
        assertThat(Safetensors.read(file).tensors().stream().map(NamedTensor::name))
                .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
        assertThat(Safetensors.read(file).tensors().get(0).shape()).containsExactly(7, 5);
    }

    @Test
    void allMisfitsOfAFileAreNamedAtOnce() {
        Path file = folder.resolve("other.safetensors");
        Safetensors.write(
                file,
                new SafetensorsFile(
                        Map.of(),
                        List.of(
                                new NamedTensor("0.weight", List.of(5, 7), new float[35]),
                                new NamedTensor("0.bias", List.of(7), new float[7]),
                                new NamedTensor("fc.bias", List.of(3), new float[3]))));
        assertThatThrownBy(
                        () -> SmallRuns.train(SmallRuns.sixtySteps().init(file).build()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("0.weight is [5, 7] in the file and [7, 5] in the model")
                .hasMessageContaining("2.weight [3, 7] is missing")
                .hasMessageContaining("2.bias [3] is missing")
                .hasMessageContaining("fc.bias [3] is in the file only");
    }
}

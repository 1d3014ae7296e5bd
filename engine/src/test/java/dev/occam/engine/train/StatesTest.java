package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.EpochReport;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batch normalization in whole runs: its running values are trained without a gradient, saved and used. */
@Tag("any-backend")
class StatesTest {
    @TempDir
    private Path folder;

    /** The inputs are normalized as they are, so that the running values are known. */
    private static TrainingSpecBuilder spec(int epochs) {
        return new TrainingSpecBuilder()
                .data(new dev.occam.DataChoice.Given(
                        SmallRuns.data(SmallRuns.EXAMPLES, 1), Optional.empty(), Optional.empty()))
                .layer("batch-norm")
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .optimizer("adam", Map.of("lr", 0.05))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .epochs(epochs)
                .batch(SmallRuns.EXAMPLES)
                .shuffle(false)
                .threads(1);
    }

    @Test
    void theRunningValuesFollowTheBatches() {
        Dataset data = SmallRuns.data(SmallRuns.EXAMPLES, 1);
        double mean = 0;
        for (int i = 0; i < data.size(); i++) {
            mean += data.features()[i * SmallRuns.INPUTS] / (double) data.size();
        }
        double squares = 0;
        for (int i = 0; i < data.size(); i++) {
            squares += Math.pow(data.features()[i * SmallRuns.INPUTS] - mean, 2);
        }
        double variance = squares / (data.size() - 1);

        try (var model = SmallRuns.train(spec(2).build()).model()) {
            assertThat(model.weights().keySet())
                    .containsExactly("0.weight", "0.bias", "1.weight", "1.bias", "0.running_mean", "0.running_var");
            assertThat((double) model.weight("0.running_mean")[0]).isCloseTo(0.19 * mean, within(1e-6));
            assertThat((double) model.weight("0.running_var")[0]).isCloseTo(0.81 + 0.19 * variance, within(1e-6));
        }
    }

    @Test
    void predictionsDoNotDependOnTheOtherExamples() {
        Dataset data = SmallRuns.data(SmallRuns.EXAMPLES, 1);
        float[] first = java.util.Arrays.copyOf(data.features(), SmallRuns.INPUTS);
        try (var model = SmallRuns.train(spec(3).build()).model()) {
            assertThat(java.util.Arrays.copyOf(model.predict(data.features()).values(), SmallRuns.CLASSES))
                    .isEqualTo(model.predict(first).values());
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aResumedRunGoesOnWithItsRunningValues() {
        train(spec(4).build(), folder.resolve("whole"), false, TrainingListener.NONE);
        assertThatThrownBy(() -> train(spec(4).build(), folder.resolve("parts"), false, new TrainingListener() {
                    @Override
                    public void epoch(EpochReport report) {
                        if (report.epoch() == 2) {
                            throw new Killed();
                        }
                    }
                }))
                .isInstanceOf(Killed.class);
        train(spec(4).build(), folder.resolve("parts"), true, TrainingListener.NONE);

        assertThat(folder.resolve("parts/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
    }

    private static void train(TrainingSpec spec, Path run, boolean resume, TrainingListener listener) {
        Optional<Path> from = resume ? Optional.of(run) : Optional.empty();
        Occam.engine()
                .train(spec, new RunOptions(Optional.of(run), from, false), listener)
                .model()
                .close();
    }

    @Test
    void aFileWithPyTorchsCounterIsTakenOver() {
        Path file = folder.resolve("model.safetensors");
        TrainingResult trained = SmallRuns.train(spec(3).build());
        trained.model().save(file);
        List<float[]> saved = SmallRuns.weights(trained);
        List<NamedTensor> tensors = new ArrayList<>(Safetensors.read(file).tensors());
        tensors.add(new NamedTensor("0.num_batches_tracked", List.of(), new float[] {3}));
        Safetensors.write(file, new SafetensorsFile(Map.of(), tensors));

        TrainingResult taken = SmallRuns.train(
                spec(1).init(file).optimizer("sgd", Map.of("lr", 0.0)).build());

        assertThat(SmallRuns.weights(taken).subList(0, 4))
                .usingRecursiveComparison()
                .isEqualTo(saved.subList(0, 4));
        assertThat((double) SmallRuns.weights(taken).get(5)[0])
                .isCloseTo(1 - 0.9 * (1 - saved.get(5)[0]) - 0.1 * (1 - variance(saved)), within(1e-5));
    }

    /** The batch's variance, from the running one after three steps: 1 − 0.9³·(1 − v) … solved for v. */
    private static double variance(List<float[]> saved) {
        double kept = Math.pow(0.9, 3);
        return (saved.get(5)[0] - kept) / (1 - kept);
    }
}

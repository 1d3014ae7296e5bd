package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.Choice;
import dev.occam.EarlyStopping;
import dev.occam.EpochReport;
import dev.occam.Occam;
import dev.occam.RegularizerChoice;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    @TempDir
    private Path temporary;

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static TrainingSpecBuilder spec() {
        return SmallRuns.sixtySteps()
                .optimizer("adam", Map.of("lr", 0.02))
                .regularizer("l2-sp", Map.of("lambda", 0.01))
                .regularizer(
                        new RegularizerChoice(Choice.of("dropout", Map.of("drop", 0.2)), List.of(), Optional.of("1")))
                .validation(0.2)
                .earlyStopping(new EarlyStopping(4, 0, "loss"))
                .shuffle(true)
                .epochs(6);
    }

    private static void train(TrainingSpec spec, Path folder, boolean resume, TrainingListener listener) {
        Optional<Path> from = resume ? Optional.of(folder) : Optional.empty();
        Occam.engine()
                .train(spec, new RunOptions(Optional.of(folder), from, false), listener)
                .model()
                .close();
    }

    private static TrainingListener killAfterEveryEpoch() {
        return new TrainingListener() {
            @Override
            public void epoch(EpochReport report) {
                throw new Killed();
            }
        };
    }

    @Test
    void aRunThatIsKilledAfterEveryEpochEndsInTheSameBytes() throws IOException {
        Path whole = temporary.resolve("whole");
        Path pieces = temporary.resolve("pieces");
        train(spec().build(), whole, false, TrainingListener.NONE);
        for (int epoch = 1; epoch <= 6; epoch++) {
            boolean resume = epoch > 1;
            assertThatThrownBy(() -> train(spec().build(), pieces, resume, killAfterEveryEpoch()))
                    .isInstanceOf(Killed.class);
        }
        train(spec().build(), pieces, true, TrainingListener.NONE);

        assertThat(pieces.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(metrics(pieces)).isEqualTo(metrics(whole)).hasSize(6);
    }

    private static List<String> metrics(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"seconds\":[^,]*,", ""))
                .toList();
    }

    @Test
    void aRunThatWasKilledBeforeItsFirstCheckpointStartsAnew() throws IOException {
        Path folder = temporary.resolve("early");
        assertThatThrownBy(() -> train(spec().build(), folder, false, new TrainingListener() {
                    @Override
                    public void started(dev.occam.RunStart start) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
        train(spec().build(), folder, true, TrainingListener.NONE);
        assertThat(metrics(folder)).hasSize(6);
    }

    @Test
    void aFinishedRunThatIsResumedStaysAsItIs() throws IOException {
        Path folder = temporary.resolve("done");
        train(spec().build(), folder, false, TrainingListener.NONE);
        byte[] before = Files.readAllBytes(folder.resolve("model.safetensors"));
        train(spec().build(), folder, true, TrainingListener.NONE);
        assertThat(folder.resolve("model.safetensors")).hasBinaryContent(before);
    }

    @Test
    void aFolderWithoutARunCannotBeResumed() {
        assertThatThrownBy(() -> train(spec().build(), temporary.resolve("none"), true, TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("There is no run to resume in")
                .hasMessageContaining("train without --resume");
    }

    @Test
    void aCheckpointOfOtherRulesIsRefusedUnlessAccepted() {
        Path folder = temporary.resolve("rules");
        train(spec().build(), folder, false, TrainingListener.NONE);
        TrainingSpec other =
                spec().regularizer("l1", Map.of("lambda", 0.001)).epochs(7).build();
        assertThatThrownBy(() -> train(other, folder, true, TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("other rules act on its weights")
                .hasMessageContaining("Resume with the same regularizers");
        var accepted = Occam.engine()
                .train(other, new RunOptions(Optional.of(folder), Optional.of(folder), true), TrainingListener.NONE);
        accepted.model().close();
        assertThat(accepted.epochs()).isEqualTo(7);
    }

    @Test
    void aCheckpointOfAnotherSeedIsRefused() {
        Path folder = temporary.resolve("seed");
        train(spec().build(), folder, false, TrainingListener.NONE);
        assertThatThrownBy(() -> train(spec().seed(7).build(), folder, true, TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("its seed is 42, but this run's is 7");
    }

    @Test
    void aCheckpointOfAnotherModelNamesEveryWeightThatDiffers() {
        Path folder = temporary.resolve("model");
        train(spec().build(), folder, false, TrainingListener.NONE);
        TrainingSpec other = new TrainingSpecBuilder()
                .data(spec().build().data())
                .layer("dense", Map.of("units", 4))
                .layer("dense", Map.of("units", 3))
                .validation(0.2)
                .optimizer("adam", Map.of())
                .build();
        assertThatThrownBy(() -> train(other, folder, true, TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("0.weight is [7, 5] in the file and [4, 5] in the model")
                .hasMessageContaining("1.weight [3, 4] is missing")
                .hasMessageContaining("2.weight [3, 7] is in the file only");
    }
}

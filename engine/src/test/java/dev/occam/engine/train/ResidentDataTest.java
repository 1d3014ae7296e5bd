package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpecBuilder;
import dev.occam.error.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentDataTest {
    private static final int EXAMPLES = 1204;
    private static final int VALIDATED = 600;
    private static final int ROW = SmallRuns.INPUTS + 1;

    @BeforeEach
    void openTheBridge() {
        Far.reset();
    }

    @AfterEach
    void closeTheBridge() {
        Far.usable = false;
    }

    private static DataChoice data() {
        return new DataChoice.Given(
                SmallRuns.data(EXAMPLES, 3), Optional.of(SmallRuns.data(VALIDATED, 4)), Optional.empty());
    }

    /** 1204 rows in batches of 8: the last of an epoch has 4. */
    private static TrainingSpecBuilder spec(int epochs) {
        return SmallRuns.sixtySteps()
                .data(data())
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("l2", Map.of("lambda", 0.01))
                .epochs(epochs)
                .shuffle(true);
    }

    private static long written(int epochs) {
        Far.WRITTEN.set(0);
        assertThat(SmallRuns.bits(spec(epochs).backend("far"))).isNotEmpty();
        return Far.WRITTEN.get();
    }

    @Test
    void dataThatStayOnTheDeviceTrainTheSameWeights() {
        assertThat(SmallRuns.bits(spec(4).backend("far"))).isEqualTo(SmallRuns.bits(spec(4)));
    }

    @Test
    void stepsAndValidationWriteOneNumberARow() {
        long near = writtenInAnEpoch();
        Far.largestBuffer = EXAMPLES * SmallRuns.INPUTS - 1;
        long withoutRoomForTraining = writtenInAnEpoch();
        assertThat(withoutRoomForTraining - near).isEqualTo((long) EXAMPLES * (ROW - 1));
        Far.largestBuffer = VALIDATED * SmallRuns.INPUTS - 1;
        assertThat(writtenInAnEpoch() - withoutRoomForTraining).isEqualTo((long) VALIDATED * (ROW - 1));
    }

    private static long writtenInAnEpoch() {
        long few = written(2);
        return (written(6) - few) / 4;
    }

    @Test
    void withoutRoomBatchesAreWritten() {
        String near = SmallRuns.bits(spec(4));
        Far.largestBuffer = EXAMPLES * SmallRuns.INPUTS - 1;
        assertThat(SmallRuns.bits(spec(4).backend("far"))).isEqualTo(near);
    }

    @Test
    void statisticsOfAveragedWeightsAreRenewedFromDataOnTheDevice() {
        assertThat(SmallRuns.bits(averaged().backend("far"))).isEqualTo(SmallRuns.bits(averaged()));
    }

    private static TrainingSpecBuilder averaged() {
        return new TrainingSpecBuilder()
                .data(data())
                .layer("dense", Map.of("units", SmallRuns.HIDDEN))
                .layer("batch-norm")
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .strategy(Choice.of("swa"))
                .epochs(4)
                .batch(SmallRuns.BATCH)
                .threads(1);
    }

    @Test
    void aLostDeviceLeavesTheLastCheckpoint(@TempDir Path folder) throws Exception {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        train(RunOptions.into(whole));
        Far.writesUntilLost = 3 * EXAMPLES / SmallRuns.BATCH;
        assertThatThrownBy(() -> train(RunOptions.into(broken)))
                .isInstanceOf(RunException.class)
                .hasMessage("far: the device was lost");
        assertThat(broken.resolve("model.safetensors")).doesNotExist();
        Far.reset();
        train(new RunOptions(Optional.of(broken), Optional.of(broken), false));
        assertThat(broken.resolve("model.safetensors"))
                .hasBinaryContent(Files.readAllBytes(whole.resolve("model.safetensors")));
    }

    private static void train(RunOptions options) {
        Occam.engine()
                .train(spec(6).backend("far").build(), options, TrainingListener.NONE)
                .model()
                .close();
    }
}

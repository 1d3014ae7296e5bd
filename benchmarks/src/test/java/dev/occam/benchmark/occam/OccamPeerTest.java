package dev.occam.benchmark.occam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpecBuilder;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Work;
import dev.occam.benchmark.work.WorkRule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccamPeerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "matmul 37x65x129 tA",
                "matmul 16x8x24 tB",
                "step tiny",
                "step tiny +dropout+l2",
                "update adam+decay+sum",
                "infer tiny b3"
            })
    void everyKindOfWorkIsDoneAndChecked(String name) {
        try (Task task = new OccamPeer().prepare(Work.parse(name), 1).orElseThrow()) {
            task.run(2);

            assertThat(task.check()).isNotBlank();
        }
    }

    @Test
    void probabilitiesOfEveryExampleHaveToAddUpToOne() {
        float[] predicted = {0.25f, 0.75f, 0.5f, 0.5f};

        assertThat(InferenceTask.check(predicted, 2, 2)).isEqualTo("probabilities");
        predicted[3] = 0.6f;
        assertThatThrownBy(() -> InferenceTask.check(predicted, 2, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("example 2 of 2 add up to 1.1");
        assertThatThrownBy(() -> InferenceTask.check(predicted, 2, 3))
                .hasMessageContaining("4 values were predicted for 3 examples of 2 classes");
    }

    @Test
    void aProfileHasALineForEachKernel() {
        Training tiny = (Training) Work.parse("step tiny");

        assertThat(Profile.of(tiny, 1, false, 1)).contains("product 32x64x32").contains("us in all");
        assertThat(Profile.of(tiny, 1, true, 1)).contains("%0 = load");
    }

    @ParameterizedTest
    @ValueSource(strings = {"step tiny", "step 12-7-5-3 b6"})
    void aMeasuredStepIsAStepOfTheTrainer(String name) {
        Training work = (Training) Work.parse(name);
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(new DataChoice.Given(TrainingTask.dataset(work.net()), Optional.empty(), Optional.empty()))
                .optimizer("adam", Map.of("lr", 1e-3))
                .regularizer("decoupled-decay", Map.of("lambda", WorkRule.DECAY_STRENGTH))
                .shuffle(false)
                .epochs(2)
                .batch(work.net().batch())
                .seed(TrainingTask.SEED)
                .backend("cpu")
                .threads(1);
        Networks.layers(work.net()).forEach(spec::layer);

        try (TrainingTask task = new TrainingTask(new Training(work.net(), Set.of()), 1);
                TrainedModel model = Occam.engine()
                        .train(spec.build(), RunOptions.IN_MEMORY, TrainingListener.NONE)
                        .model()) {
            // Four steps were taken to look at the loss.
            task.run(4);

            assertThat(model.weights().keySet())
                    .isNotEmpty()
                    .allSatisfy(weight -> assertThat(task.weight(weight)).isEqualTo(model.weight(weight)));
        }
    }
}

package dev.occam.testkit;

import dev.occam.RunOptions;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every layer must keep in training. It needs an engine on the test class path: {@code dev.occam:occam-engine} in test
 * scope, and {@code dev.occam:occam-backend-cpu} to train as users do.
 */
public interface LayerTrainingContract extends LayerContract, TrainingUnderTest {
    @Test
    default void derivedGradientsAreThoseOfDifferences() {
        new LayerRun(engine(), plugin(), example(), 1).checkGradients();
    }

    @Test
    default void bothUsesOfALayerTrainItsWeights() {
        Shape output = new LayerTrial(plugin(), example(), 2, true).output();
        if (output.without(List.of(0)).equals(example())) {
            new LayerRun(engine(), plugin(), example(), 2).checkGradients();
        }
    }

    @Test
    default void aFrozenLayerIsLeftAsItIs(@TempDir Path folder) {
        if (!new LayerTrial(plugin(), example(), 2, true).declared().isEmpty()) {
            new FrozenRun(engine(), network().build()).check(folder);
        }
    }

    @Test
    default void predictionsAreThoseOfTheFormula() {
        new LayerRun(engine(), plugin(), example(), 1).checkPredictions();
    }

    @Test
    default void aSavedModelPredictsTheSameToTheBit(@TempDir Path folder) {
        TrainingResult result = engine().train(network().build(), RunOptions.into(folder), TrainingListener.NONE);
        float[] examples = Runs.classes(example().sizes(), 5).features();
        try (TrainedModel trained = result.model();
                TrainedModel loaded = engine().load(folder, "auto")) {
            Runs.requireSameBits(Runs.weights(trained), Runs.weights(loaded), "the model that was saved and loaded");
            Runs.requireSameBits(
                    trained.predict(examples).values(),
                    loaded.predict(examples).values(),
                    "predictions of the model that was saved and loaded");
        }
    }

    @Test
    default void aRunThatIsInterruptedAndResumedEndsInTheSameBits(@TempDir Path folder) {
        Runs.requireSameBits(
                Runs.weights(engine(), network()),
                Runs.interrupted(engine(), network().build(), folder),
                "training with an interruption");
    }

    @Test
    @Tag("every-backend")
    default void everyBackendTrainsToTheSameWeights() {
        Runs.requireSameOnAllBackends(engine(), network());
    }

    private TrainingSpecBuilder network() {
        return Runs.thenClassify(Runs.classification(example().sizes()).layer(plugin()));
    }
}

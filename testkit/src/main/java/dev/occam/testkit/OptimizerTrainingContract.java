package dev.occam.testkit;

import dev.occam.Choice;
import dev.occam.TrainingSpecBuilder;
import dev.occam.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every optimizer must keep in training. It needs an engine on the test class path: {@code dev.occam:occam-engine} in
 * test scope, and {@code dev.occam:occam-backend-cpu} to train as users do.
 */
public interface OptimizerTrainingContract extends OptimizerContract, TrainingUnderTest {
    @Test
    default void stepsAreThoseOfTheFormulaFromSlotsOfZero() {
        Shape shape = Shape.of(3, 2);
        double[][] gradients = Probe.gradients(6, shape.elements(), 1);
        TrainingSpecBuilder run = Probe.run(shape, gradients, 1).optimizer(Choice.of(plugin()));
        double[] expected = Runs.wide(Runs.weights(engine(), still(run)).get(Probe.WEIGHT));
        float[] trained = Runs.weights(engine(), run.schedule(Choice.of(new Probe.Factor(0.5))))
                .get(Probe.WEIGHT);
        OptimizerSteps steps = new OptimizerSteps(plugin(), shape, false);
        for (double[] gradient : gradients) {
            double[] change =
                    steps.step(0.5 * plugin().learningRate(), gradient).change();
            for (int i = 0; i < expected.length; i++) {
                expected[i] -= change[i];
            }
        }
        Runs.requireClose(
                expected, trained, 1e-5, "the weight after six steps at half the learning rate, against the formula");
    }

    @Test
    default void aScheduleOfZeroTrainsNothing() {
        TrainingSpecBuilder run = network();
        Map<String, float[]> start = Runs.weights(engine(), network().optimizer("sgd", Map.of("lr", 0.0)));
        Runs.requireSameBits(start, Runs.weights(engine(), still(run)), "training at a learning rate of 0");
    }

    @Test
    default void frozenWeightsAreLeftAsTheyAre(@TempDir Path folder) {
        new FrozenRun(engine(), network().build()).check(folder);
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
        return Runs.classification(List.of(5))
                .layer("dense", Map.of("units", 6))
                .layer("tanh")
                .layer("dense", Map.of("units", 3))
                .optimizer(Choice.of(plugin()));
    }

    private static TrainingSpecBuilder still(TrainingSpecBuilder run) {
        return run.schedule(Choice.of(new Probe.Factor(0)));
    }
}

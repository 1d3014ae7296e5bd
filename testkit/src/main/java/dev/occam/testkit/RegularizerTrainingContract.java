package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.Metrics;
import dev.occam.RegularizerChoice;
import dev.occam.RunOptions;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every regularizer must keep in training. It needs an engine on the test class path: {@code dev.occam:occam-engine} in
 * test scope, and {@code dev.occam:occam-backend-cpu} to train as users do.
 *
 * <pre>{@code
 * class HoyerTest implements RegularizerTrainingContract { … as RegularizerContract … }
 * }</pre>
 */
public interface RegularizerTrainingContract extends RegularizerContract, TrainingUnderTest {
    /**
     * A short run, without the rule, of a network on which the rule can act, with weights in two layers or more; made anew each
     * time.
     */
    default TrainingSpecBuilder run() {
        return Runs.classification(List.of(5))
                .layer("dense", Map.of("units", 6))
                .layer("residual", Map.of("layers", List.of(Map.of("dense", Map.of("units", 6)), "tanh")))
                .layer("dense", Map.of("units", 3));
    }

    /** How {@link #run} is to have the rule: on the weights, and on layer 1 if it acts on what layers give. */
    default RegularizerChoice choice(Regularizer rule) {
        return new RegularizerChoice(
                Choice.of(rule), List.of(), actsOnOutputs(rule) ? Optional.of("1") : Optional.empty());
    }

    @Test
    default void stepsAreThoseOfTheFormulasAndOfTheirDifferences() {
        if (!actsOnWeightsAlone()) {
            return;
        }
        for (double scale : new double[] {1e-4, 1, 30}) {
            // One step from large weights, since several may run away from them.
            double[][] gradients = Probe.gradients(scale > 1 ? 1 : 3, weights().elements(), scale);
            checkSteps(
                    Probe.run(weights(), gradients, scale), start(scale), gradients, "from weights of size " + scale);
        }
    }

    @Test
    default void aStepFromEveryKindOfValueIsThatOfTheFormulas(@TempDir Path folder) {
        if (!actsOnWeightsAlone()) {
            return;
        }
        double[] kinds = {0, 1e-3, -1e-3, 1, -1, 10, -10};
        double[] start = new double[weights().elements()];
        Arrays.setAll(start, i -> (float) kinds[i % kinds.length]);
        Path file = folder.resolve("start.safetensors");
        Probe.write(engine(), weights(), start, file);
        double[][] gradients = Probe.gradients(1, start.length, 1);
        checkSteps(Probe.run(weights(), gradients, 1).init(file), start, gradients, "from 0, ±0.001, ±1 and ±10");
    }

    @Test
    default void aWeightInTwoPlacesIsRegularizedOnce() {
        if (!actsOnWeightsAlone()) {
            return;
        }
        double[][] gradients = Probe.gradients(3, weights().elements(), 1);
        double[][] sums = Arrays.stream(gradients)
                .map(gradient -> Arrays.stream(gradient).map(g -> 2 * g).toArray())
                .toArray(double[][]::new);
        checkSteps(Probe.twice(weights(), gradients, 1), start(1), sums, "of a weight in two places");
    }

    /**
     * Holds a run, the rule and its report against the formulas.
     *
     * @param gradients of the data loss by the weight in each step
     */
    private void checkSteps(TrainingSpecBuilder run, double[] start, double[][] gradients, String which) {
        // A recording rule says which random numbers the engine gave it; others are trained with as they are.
        Regularizer rule = RuleSteps.isRandom(plugin(), weights()) ? new Draws.Recording(plugin()) : plugin();
        TrainingResult result = Runs.train(engine(), run.regularizer(rule).build());
        RuleSteps steps = new RuleSteps(plugin(), weights(), start, gradients.length, Draws.take());
        Map<String, Double> reported = result.history().get(0).penalties();
        float[] trained = Runs.weights(result).get(Probe.WEIGHT);
        for (double[] gradient : gradients) {
            steps.step(gradient);
        }
        Runs.requireClose(
                steps.values(),
                trained,
                1e-5,
                "the weight after %d steps, %s".formatted(gradients.length, which)
                        + ", against the rule's formulas and the difference quotients of its penalty");
        double penalty = steps.penalty(Runs.wide(trained));
        assertEquals(
                penalty,
                reported.getOrDefault(plugin().name(), 0.0),
                1e-5 * Math.abs(penalty),
                "the reported penalty, against penalty + proxPenalty of the trained weight");
    }

    @Test
    default void frozenWeightsAreLeftAsTheyAre(@TempDir Path folder) {
        new FrozenRun(engine(), run().regularizer(choice(plugin())).build()).check(folder);
    }

    @Test
    default void aWeightThatStartsAtZeroStaysFinite() {
        if (!actsOnWeightsAlone()) {
            return;
        }
        for (double slope : new double[] {0, 1}) {
            double[][] gradients = Probe.gradients(2, weights().elements(), slope);
            Map<String, float[]> trained =
                    Runs.weights(engine(), Probe.run(weights(), gradients, 0).regularizer(plugin()));
            for (float value : trained.get(Probe.WEIGHT)) {
                assertTrue(Float.isFinite(value), "a weight that was 0 becomes " + value);
            }
        }
    }

    @Test
    default void biasesAreLeftAloneUnlessAskedFor() {
        if (!actsOnWeightsAlone()) {
            return;
        }
        double[][] gradients = Probe.gradients(3, weights().elements(), 1);
        TrainingSpecBuilder without = Probe.run(weights(), gradients, 1);
        float[] expected = Runs.weights(engine(), without).get(Probe.BIAS);
        float[] found = Runs.weights(engine(), without.regularizer(plugin())).get(Probe.BIAS);
        Runs.requireSameBits(expected, found, "the bias beside a weight with the rule");
    }

    @Test
    default void anUpdateIsOneProgramUnlessTheFormulaReduces() {
        Hooks hooks = new Hooks(plugin(), weights(), activations());
        boolean reduces = !Formulas.isSumOfElements(hooks.penalty())
                || Stream.of(hooks.gradient(), hooks.decay(), hooks.prox(), hooks.project(), hooks.weight())
                        .anyMatch(Formulas::reduces);
        if (reduces || !actsOnWeightsAlone()) {
            return;
        }
        TrainingSpecBuilder run =
                Probe.run(weights(), Probe.gradients(1, weights().elements(), 1), 1);
        List<String> updates = engine().explain(run.regularizer(plugin()).build()).programs().stream()
                .filter(program -> program.startsWith("program update"))
                .toList();
        assertTrue(
                updates.size() <= 2,
                "the weight and its bias must be updated by one program each, not by " + updates.size() + ":\n"
                        + String.join("\n", updates));
    }

    @Test
    default void strengthZeroTrainsToTheSameBits() {
        zero().ifPresent(rule -> Runs.requireSameBits(
                Runs.weights(engine(), run()),
                Runs.weights(engine(), run().regularizer(choice(rule))),
                "training with strength 0, against training without the rule"));
    }

    @Test
    default void theRuleChangesTraining() {
        boolean same =
                Runs.same(Runs.weights(engine(), run()), Runs.weights(engine(), run().regularizer(choice(plugin()))));
        assertTrue(!same, "training with the rule gives the bits that training without it gives");
    }

    @Test
    default void evaluationKnowsNothingOfTheRule(@TempDir Path folder) {
        TrainingResult with = engine().train(
                        run().regularizer(choice(plugin())).build(),
                        RunOptions.into(folder.resolve("with")),
                        TrainingListener.NONE);
        TrainingResult without = Runs.train(
                engine(),
                run().init(folder.resolve("with").resolve("model.safetensors"))
                        .optimizer("sgd", Map.of("lr", 0.0))
                        .build());
        DataChoice data = run().build().data();
        try (TrainedModel regularized = with.model();
                TrainedModel plain = without.model()) {
            Runs.requireSameBits(
                    plain.predict(data).values(),
                    regularized.predict(data).values(),
                    "predictions of the model that was trained with the rule, against its weights without the rule");
        }
        assertEquals(without.train(), with.train(), "metrics on the training part without the rule and with it");
        assertEquals(without.validation(), with.validation(), "metrics on validation without the rule and with it");
        double plainLoss = without.validation().map(Metrics::loss).orElse(0.0);
        with.history()
                .get(with.history().size() - 1)
                .validation()
                .ifPresent(last -> assertEquals(
                        plainLoss,
                        last.loss(),
                        1e-6 * plainLoss,
                        "the validation loss of the last epoch, during training"));
    }

    @Test
    default void aRunThatIsInterruptedAndResumedEndsInTheSameBits(@TempDir Path folder) {
        Runs.requireSameBits(
                Runs.weights(engine(), run().regularizer(choice(plugin()))),
                Runs.interrupted(engine(), run().regularizer(choice(plugin())).build(), folder),
                "training with an interruption");
    }

    @Test
    @Tag("every-backend")
    default void everyBackendTrainsToTheSameWeights() {
        Runs.requireSameOnAllBackends(engine(), run().regularizer(choice(plugin())));
    }

    private double[] start(double scale) {
        TrainingSpecBuilder still =
                Probe.run(weights(), Probe.gradients(1, weights().elements(), 0), scale);
        return Runs.wide(Runs.weights(engine(), still).get(Probe.WEIGHT));
    }

    /** Whether all that the rule does, it does to weights, so that a model of one weight shows it. */
    private boolean actsOnWeightsAlone() {
        return !actsOnOutputs(plugin()) && !overrides(plugin(), "target");
    }

    private static boolean actsOnOutputs(Regularizer rule) {
        return Stream.of("activation", "branch", "activityPenalty").anyMatch(hook -> overrides(rule, hook));
    }

    private static boolean overrides(Regularizer rule, String hook) {
        try {
            return rule.getClass().getMethod(hook, Tensor.class, Step.class).getDeclaringClass() != Regularizer.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a regularizer has every hook", e);
        }
    }
}

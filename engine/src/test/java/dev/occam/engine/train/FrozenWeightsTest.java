package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.Coverage;
import dev.occam.DataChoice;
import dev.occam.EpochReport;
import dev.occam.LayerChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.file.Safetensors;
import dev.occam.error.RequestException;
import dev.occam.plugin.Role;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenWeightsTest {
    @TempDir
    private Path folder;

    /** A dense layer of which these roles are frozen, tanh, and a dense layer that is trained. */
    private static TrainingSpecBuilder spec(Set<Role> frozen) {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(SmallRuns.data(SmallRuns.EXAMPLES, 1), Optional.empty(), Optional.empty()))
                .layer(new LayerChoice(Choice.of("dense", Map.of("units", SmallRuns.HIDDEN)), Optional.of("hidden"))
                        .freeze(frozen))
                .layer("tanh")
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .optimizer("adam", Map.of("lr", 0.05))
                .epochs(4)
                .batch(SmallRuns.BATCH)
                .threads(1);
    }

    private static TrainingSpecBuilder everyHook(TrainingSpecBuilder spec) {
        return spec.regularizer("l2", Map.of("lambda", 0.1))
                .regularizer("l2-sp", Map.of("lambda", 0.1))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .regularizer("l1", Map.of("lambda", 0.01))
                .regularizer("max-norm", Map.of("limit", 0.1))
                .regularizer("gradient-noise", Map.of("variance", 0.1))
                .regularizer("drop-connect", Map.of("drop", 0.3))
                .clipping(new Clipping(0.5, Clipping.Scope.TOTAL));
    }

    private static List<float[]> start(TrainingSpecBuilder spec) {
        return SmallRuns.weights(
                SmallRuns.train(spec.optimizer("sgd", Map.of("lr", 0.0)).build()));
    }

    @Test
    void noRuleAndNoOptimizerTouchesAFrozenWeight() {
        List<float[]> before = start(spec(EnumSet.allOf(Role.class)));
        List<float[]> after = SmallRuns.weights(
                SmallRuns.train(everyHook(spec(EnumSet.allOf(Role.class))).build()));
        assertThat(after.get(0)).isEqualTo(before.get(0));
        assertThat(after.get(1)).isEqualTo(before.get(1));
        assertThat(after.get(2)).isNotEqualTo(before.get(2));
        assertThat(after.get(3)).isNotEqualTo(before.get(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sam", "ema", "swa", "mixup"})
    void noStrategyTouchesAFrozenLayer(String strategy) {
        Path file = folder.resolve("model.safetensors");
        Set<Role> all = EnumSet.allOf(Role.class);
        TrainingResult first = SmallRuns.train(normalized(Set.of()).build());
        first.model().save(file);
        List<float[]> before = SmallRuns.weights(first);
        List<float[]> after = SmallRuns.weights(SmallRuns.train(
                normalized(all).init(file).strategy(Choice.of(strategy)).build()));
        for (int i : List.of(0, 1, 4, 5)) {
            assertThat(after.get(i)).as("value %d", i).isEqualTo(before.get(i));
        }
        assertThat(after.get(2)).isNotEqualTo(before.get(2));
    }

    /** A batch normalization of which these roles are frozen, and a dense layer. */
    private static TrainingSpecBuilder normalized(Set<Role> frozen) {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(SmallRuns.data(SmallRuns.EXAMPLES, 1), Optional.empty(), Optional.empty()))
                .layer(new LayerChoice(Choice.of("batch-norm"), Optional.empty()).freeze(frozen))
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .epochs(4)
                .batch(SmallRuns.BATCH)
                .threads(1);
    }

    @Test
    void onlyTheRolesThatAreNamedAreFrozen() {
        List<float[]> before = start(spec(Set.of(Role.BIAS)));
        List<float[]> after = SmallRuns.weights(
                SmallRuns.train(everyHook(spec(Set.of(Role.BIAS))).build()));
        assertThat(after.get(0)).isNotEqualTo(before.get(0));
        assertThat(after.get(1)).isEqualTo(before.get(1));
    }

    @Test
    void coverageSaysWhatIsFrozenAndItsHashDependsOnIt() {
        Coverage frozen = coverage(spec(EnumSet.allOf(Role.class)).regularizer("l2", Map.of("lambda", 0.1)));
        assertThat(frozen.rows().stream().map(Coverage.Row::frozen)).containsExactly(true, true, false, false);
        assertThat(frozen.rows().get(0).rules()).isEmpty();
        assertThat(frozen.rows().get(2).rules()).hasSize(1);
        assertThat(coverage(spec(Set.of(Role.BIAS))).hash())
                .isNotEqualTo(coverage(spec(Set.of())).hash());
    }

    private static Coverage coverage(TrainingSpecBuilder spec) {
        return Occam.engine().explain(spec.build()).start().coverage();
    }

    @Test
    void aLayerThatIsFrozenAtRandomIsWarnedOf() {
        Set<Role> all = EnumSet.allOf(Role.class);
        assertThat(coverage(spec(all)).warnings())
                .containsExactly("layer 0 (dense \"hidden\") is frozen at the random values that it starts with."
                        + " Name a file of trained weights: init.");
        assertThat(coverage(spec(all).init(Path.of("any"))).warnings()).isEmpty();
    }

    @Test
    void memoryForGradientsAndSlotsIsThatOfTheTrainedWeights() {
        Map<String, Long> memory =
                Occam.engine().explain(spec(EnumSet.allOf(Role.class)).build()).memoryBytes();
        assertThat(memory.get("weights")).isEqualTo(4L * (7 * 5 + 7 + 3 * 7 + 3));
        assertThat(memory.get("gradients")).isEqualTo(4L * (3 * 7 + 3));
        assertThat(memory.get("optimizer")).isEqualTo(2 * 4L * (3 * 7 + 3));
    }

    @Test
    void aLayerIsKeptWhileTheNextLearnsOtherClasses() {
        Path file = folder.resolve("model.safetensors");
        TrainingResult first = SmallRuns.train(spec(Set.of()).epochs(20).build());
        first.model().save(file);
        List<float[]> learnt = SmallRuns.weights(first);

        Dataset data = SmallRuns.data(SmallRuns.EXAMPLES, 1);
        int[] rotated = ((Targets.Classes) data.targets()).labels().clone();
        for (int i = 0; i < rotated.length; i++) {
            rotated[i] = (rotated[i] + 1) % SmallRuns.CLASSES;
        }
        Dataset other = new Dataset(
                "rotated", data.exampleShape(), data.features(), new Targets.Classes(rotated, List.of("a", "b", "c")));
        TrainingResult tuned = SmallRuns.train(spec(EnumSet.allOf(Role.class))
                .data(new DataChoice.Given(other, Optional.empty(), Optional.empty()))
                .init(file)
                .epochs(60)
                .build());

        assertThat(tuned.train().loss())
                .isLessThan(0.7 * tuned.history().get(0).train().loss());
        List<float[]> weights = SmallRuns.weights(tuned);
        assertThat(weights.get(0)).isEqualTo(learnt.get(0));
        assertThat(weights.get(1)).isEqualTo(learnt.get(1));
        assertThat(weights.get(2)).isNotEqualTo(learnt.get(2));
    }

    @Test
    void aNormalizationThatIsFrozenWholeKeepsItsRunningValues() {
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(new DataChoice.Given(SmallRuns.data(SmallRuns.EXAMPLES, 1), Optional.empty(), Optional.empty()))
                .frozenLayer("batch-norm", Map.of())
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .epochs(2)
                .threads(1);
        List<float[]> weights = SmallRuns.weights(SmallRuns.train(spec.build()));
        assertThat(weights.get(0)).containsOnly(1);
        assertThat(weights.get(4)).containsOnly(0);
        assertThat(weights.get(5)).containsOnly(1);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void interrupted(Set<Role> frozen) {
        TrainingListener kill = new TrainingListener() {
            @Override
            public void epoch(EpochReport report) {
                if (report.epoch() == 2) {
                    throw new Killed();
                }
            }
        };
        assertThatThrownBy(() -> train(spec(frozen), RunOptions.into(folder.resolve("parts")), kill))
                .isInstanceOf(Killed.class);
    }

    private static void train(TrainingSpecBuilder spec, RunOptions options, TrainingListener listener) {
        Occam.engine().train(everyHook(spec).build(), options, listener).model().close();
    }

    @Test
    void aResumedRunGoesOnWithItsFrozenWeights() {
        Set<Role> all = EnumSet.allOf(Role.class);
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        train(spec(all), RunOptions.into(whole), TrainingListener.NONE);
        interrupted(all);
        assertThat(Safetensors.read(parts.resolve("checkpoint.safetensors")).tensor("slot/m/hidden.weight"))
                .isEmpty();
        train(spec(all), new RunOptions(Optional.of(parts), Optional.of(parts), false), TrainingListener.NONE);
        assertThat(parts.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    @Test
    void aRunWithOtherFrozenLayersIsNotResumed() {
        interrupted(Set.of());
        Path parts = folder.resolve("parts");
        assertThatThrownBy(() -> train(
                        spec(EnumSet.allOf(Role.class)),
                        new RunOptions(Optional.of(parts), Optional.of(parts), false),
                        TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("Resume with the same regularizers, strategies and frozen layers");
    }

    @Test
    void whatCannotBeFrozenIsRefused() {
        assertThatThrownBy(() -> SmallRuns.train(
                        SmallRuns.sixtySteps().frozenLayer("relu", Map.of()).build()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("model, layer 3 (relu): it has no weight to freeze.");
    }
}

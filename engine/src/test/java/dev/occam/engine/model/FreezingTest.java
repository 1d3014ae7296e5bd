package dev.occam.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.builtin.BatchNorm;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Relu;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreezingTest {
    private static ModelLayer layer(int index, Layer layer, Set<Role> frozen) {
        return new ModelLayer(index, String.valueOf(index), layer, frozen, Optional.empty());
    }

    private static Network network(ModelLayer... layers) {
        return new Network(List.of(layers), List.of(3));
    }

    @Test
    void aLayerIsFrozenByTheRolesOfItsWeights() {
        Network network = network(
                layer(0, new Dense(4, true), EnumSet.allOf(Role.class)),
                layer(1, new Dense(4, true), Set.of(Role.BIAS)),
                layer(2, new Dense(2, true), Set.of()));
        assertThat(Freezing.problems(network)).isEmpty();
        assertThat(network.trained().stream().map(ModelWeight::name)).containsExactly("1.weight", "2.weight", "2.bias");
        assertThat(network.parameters()).isEqualTo(16 + 20 + 10);
    }

    @Test
    void aLayerWithoutSuchWeightsCannotBeFrozen() {
        assertThat(Freezing.problems(network(
                        layer(0, new Dense(4, false), Set.of(Role.NORM_SHIFT, Role.BIAS)),
                        layer(1, new Relu(), EnumSet.allOf(Role.class)))))
                .containsExactly(
                        "model, layer 0 (dense): it has no weight to freeze of the role bias or norm-shift.\n"
                                + "  Leave frozen out.",
                        "model, layer 1 (relu): it has no weight to freeze.\n  Leave frozen out.");
    }

    @Test
    void aModelOfFrozenWeightsHasNothingToTrain() {
        assertThat(Freezing.problems(network(layer(0, new Dense(2, true), EnumSet.allOf(Role.class)))))
                .containsExactly(
                        "model: all its weights are frozen, so there is nothing to train.\n  Leave a layer unfrozen.");
    }

    @Test
    void aLayerThatIsFrozenAtRandomIsWarnedOf() {
        assertThat(Freezing.warningsWithoutFile(network(
                        layer(0, new Dense(4, true), EnumSet.allOf(Role.class)),
                        layer(1, new BatchNorm(), EnumSet.allOf(Role.class)),
                        layer(2, new Dense(2, true), Set.of()))))
                .containsExactly("layer 0 (dense) is frozen at the random values that it starts with."
                        + " Name a file of trained weights: init.");
    }

    @Test
    void aLayerThatIsFrozenWholeComputesAsAtEvaluation() {
        Network whole =
                network(layer(0, new BatchNorm(), EnumSet.allOf(Role.class)), layer(1, new Dense(2, true), Set.of()));
        assertThat(whole.trace(4, FormulaHooks.NONE, true).states()).isEmpty();
        Network weights = network(
                layer(0, new BatchNorm(), Set.of(Role.NORM_SCALE, Role.NORM_SHIFT)),
                layer(1, new Dense(2, true), Set.of()));
        assertThat(weights.trace(4, FormulaHooks.NONE, true).states()).hasSize(2);
    }
}

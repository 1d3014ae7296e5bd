package dev.occam.engine.rule;

import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.plugin.Role;

/** Where a network normalizes. */
public final class Normalization {
    private Normalization() {}

    /**
     * Whether behind each layer that uses this weight the next one that has weights normalizes, so that the weight's size does
     * not matter.
     */
    public static boolean follows(ModelWeight weight, Network network) {
        return weight.role() == Role.WEIGHT
                && network.layers().stream()
                        .filter(layer -> isOf(weight, layer))
                        .allMatch(layer -> network.layers().stream()
                                .skip(layer.index() + 1L)
                                .filter(next -> network.weights().stream().anyMatch(other -> isOf(other, next)))
                                .findFirst()
                                .filter(next -> isAt(next, network))
                                .isPresent());
    }

    private static boolean isOf(ModelWeight weight, ModelLayer layer) {
        return weight.layer() == layer.owner().index();
    }

    /** Whether this layer normalizes. */
    static boolean isAt(ModelLayer layer, Network network) {
        return network.weights().stream().anyMatch(weight -> isOf(weight, layer) && weight.role() == Role.NORM_SCALE);
    }
}

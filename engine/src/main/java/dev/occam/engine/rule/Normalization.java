package dev.occam.engine.rule;

import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.plugin.Role;

/** Where a network normalizes. */
public final class Normalization {
    private Normalization() {}

    /** Whether the next layer that has weights normalizes, so that the size of this weight does not matter. */
    public static boolean follows(ModelWeight weight, Network network) {
        return weight.role() == Role.WEIGHT
                && network.layers().stream()
                        .skip(weight.layer() + 1L)
                        .filter(layer -> network.weights().stream().anyMatch(other -> other.layer() == layer.index()))
                        .findFirst()
                        .filter(layer -> isAt(layer, network))
                        .isPresent();
    }

    /** Whether this layer normalizes. */
    static boolean isAt(ModelLayer layer, Network network) {
        return network.weights().stream()
                .anyMatch(weight -> weight.layer() == layer.index() && weight.role() == Role.NORM_SCALE);
    }
}

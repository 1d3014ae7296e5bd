package dev.occam.engine.model;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All weights and states that the layers of a network have declared, each once, in order. */
final class WeightRegister {
    private final Map<String, ModelWeight> weights = new LinkedHashMap<>();
    private final Map<String, ModelState> states = new LinkedHashMap<>();

    private final Set<Integer> branched = new HashSet<>();

    /** Notes that a layer has a branch. */
    void branch(int layer) {
        branched.add(layer);
    }

    boolean hasBranch(int layer) {
        return branched.contains(layer);
    }

    /** The weight of this name: the one that is there, or a new one. */
    ModelWeight weight(String name, ModelLayer layer, Role role, Shape shape, Initializer initializer) {
        ModelWeight known = weights.get(name);
        if (known == null) {
            requireFree(name, states.containsKey(name));
            ModelWeight added = new ModelWeight(
                    weights.size(),
                    name,
                    layer.index(),
                    role,
                    shape,
                    initializer,
                    layer.frozen().contains(role),
                    Tensor.input(name, shape));
            weights.put(name, added);
            return added;
        }
        if (!known.shape().equals(shape) || known.role() != role) {
            throw new IllegalArgumentException("weight %s was declared as %s %s and then as %s %s"
                    .formatted(name, known.role(), known.shape(), role, shape));
        }
        return known;
    }

    /** The state of this name: the one that is there, or a new one. */
    ModelState state(String name, int layer, Shape shape, double start) {
        ModelState known = states.get(name);
        if (known == null) {
            requireFree(name, weights.containsKey(name));
            ModelState added = new ModelState(name, layer, shape, start, Tensor.input(name, shape));
            states.put(name, added);
            return added;
        }
        if (!known.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "state %s was declared as %s and then as %s".formatted(name, known.shape(), shape));
        }
        return known;
    }

    private static void requireFree(String name, boolean taken) {
        if (taken) {
            throw new IllegalArgumentException("%s was declared as a weight and as a state".formatted(name));
        }
    }

    List<ModelWeight> weights() {
        return List.copyOf(weights.values());
    }

    List<ModelState> states() {
        return List.copyOf(states.values());
    }
}

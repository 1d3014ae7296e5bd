package dev.occam.engine.model;

import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A layer in its place.
 *
 * @param index from 0
 * @param name what the user calls it, or the index; the names of weights that it declares begin with it
 * @param layer its formula
 * @param frozen the roles of its weights that are not trained
 * @param sharing the earlier layer whose weights it uses; empty where it has its own
 */
public record ModelLayer(int index, String name, Layer layer, Set<Role> frozen, Optional<ModelLayer> sharing) {
    public ModelLayer {
        frozen = Set.copyOf(frozen);
    }

    /** A layer that is trained, with weights of its own. */
    public ModelLayer(int index, String name, Layer layer) {
        this(index, name, layer, Set.of(), Optional.empty());
    }

    /** The layer that declares the weights which this one uses. */
    public ModelLayer owner() {
        return sharing.orElse(this);
    }

    /** Whether no weight of it is trained, whatever its role. */
    boolean isFrozenWhole() {
        return frozen.containsAll(EnumSet.allOf(Role.class));
    }

    /** What messages call it: {@code layer 2 (dense "hidden")}. */
    public String describe() {
        String named = name.equals(String.valueOf(index)) ? "" : " \"" + name + "\"";
        return "layer " + index + " (" + layer.name() + named + ")";
    }
}

package dev.occam.engine.step;

import dev.occam.engine.model.ModelWeight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each weight lies in a flat memory that holds them all, one after another. */
public final class WeightLayout {
    private final List<ModelWeight> ordered;
    private final Map<ModelWeight, Integer> offsets = new HashMap<>();
    private final int size;

    /** The weights in this order, without gaps. */
    public WeightLayout(List<ModelWeight> ordered) {
        this.ordered = List.copyOf(ordered);
        int next = 0;
        for (ModelWeight weight : ordered) {
            offsets.put(weight, next);
            next = Math.addExact(next, weight.shape().elements());
        }
        size = next;
    }

    /** Index of the weight's first value. */
    public int offset(ModelWeight weight) {
        return offsets.get(weight);
    }

    /** Number of values of all weights. */
    public int size() {
        return size;
    }

    List<ModelWeight> ordered() {
        return ordered;
    }
}

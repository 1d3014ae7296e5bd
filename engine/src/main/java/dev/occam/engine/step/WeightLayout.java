package dev.occam.engine.step;

import dev.occam.engine.model.ModelTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each weight and state lies in a flat memory that holds them all, one after another. */
public final class WeightLayout {
    private final List<ModelTensor> ordered;
    private final Map<ModelTensor, Integer> offsets = new HashMap<>();
    private final int size;

    /** The tensors in this order, without gaps. */
    public WeightLayout(List<? extends ModelTensor> ordered) {
        this.ordered = List.copyOf(ordered);
        int next = 0;
        for (ModelTensor tensor : ordered) {
            offsets.put(tensor, next);
            next = Math.addExact(next, tensor.shape().elements());
        }
        size = next;
    }

    /** Index of the first value of a weight or state. */
    public int offset(ModelTensor tensor) {
        return offsets.get(tensor);
    }

    /** Number of values from the first to the last of these. */
    public int sizeUpTo(List<? extends ModelTensor> last) {
        return last.stream()
                .mapToInt(tensor -> offset(tensor) + tensor.shape().elements())
                .max()
                .orElse(0);
    }

    /** Number of values of all of them. */
    public int size() {
        return size;
    }

    List<ModelTensor> ordered() {
        return ordered;
    }
}

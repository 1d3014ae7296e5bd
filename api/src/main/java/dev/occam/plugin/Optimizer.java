package dev.occam.plugin;

import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** How a gradient becomes an update: a formula for each value of a weight. */
public interface Optimizer extends Plugin {
    /** The learning rate before any schedule; finite and at least 0. */
    double learningRate();

    /** The names of the state that is kept for each value of a weight; it starts at 0. */
    default List<String> slots() {
        return List.of();
    }

    /**
     * The update of one step.
     *
     * @param g the gradient
     * @param state the slots by name, of g's shape
     */
    Update update(Tensor g, Map<String, Tensor> state, Step step);

    /**
     * What comes of it.
     *
     * @param change u: the weight becomes w − u
     * @param stepSize p: by how much a change of the gradient by 1 changes u, ignoring state; a scalar or of g's shape
     * @param state the new values of all slots
     */
    record Update(Tensor change, Tensor stepSize, Map<String, Tensor> state) {
        public Update {
            state = Map.copyOf(state);
        }
    }
}

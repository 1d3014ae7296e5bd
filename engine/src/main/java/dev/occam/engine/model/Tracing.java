package dev.occam.engine.model;

import dev.occam.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** One formula of a network while its layers write it. */
final class Tracing {
    private final WeightRegister register;
    private final FormulaHooks hooks;
    private final boolean training;
    private final Map<String, ModelState> declared = new LinkedHashMap<>();
    private final Map<ModelState, Tensor> updated = new LinkedHashMap<>();

    Tracing(WeightRegister register, FormulaHooks hooks, boolean training) {
        this.register = register;
        this.hooks = hooks;
        this.training = training;
    }

    WeightRegister register() {
        return register;
    }

    FormulaHooks hooks() {
        return hooks;
    }

    boolean training() {
        return training;
    }

    /** A state as the formula has left it so far. */
    Tensor current(ModelState state) {
        declared.put(state.name(), state);
        return updated.getOrDefault(state, state.input());
    }

    /** @param kept whether the state is that from now on */
    void update(String name, Tensor next, boolean kept) {
        ModelState state = declared.get(name);
        if (state == null) {
            throw new IllegalArgumentException("%s was updated before it was declared as a state".formatted(name));
        }
        if (!next.shape().equals(state.shape())) {
            throw new IllegalArgumentException(
                    "the state %s has the shape %s and cannot become %s".formatted(name, state.shape(), next.shape()));
        }
        if (kept) {
            updated.put(state, next);
        }
    }

    /** What the states are after the step. */
    Map<ModelState, Tensor> updated() {
        return updated;
    }
}

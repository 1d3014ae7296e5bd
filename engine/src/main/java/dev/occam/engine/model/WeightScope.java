package dev.occam.engine.model;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** The weights of one layer, or of a layer within it: their names begin with {@code prefix}. */
record WeightScope(WeightRegister register, FormulaHooks hooks, int layer, String prefix, boolean training)
        implements Weights {
    @Override
    public Tensor weight(String name, Shape shape, Initializer initializer, Role role) {
        return hooks.weight(register.weight(prefix + "." + name, layer, role, shape, initializer));
    }

    @Override
    public Tensor branch(Tensor output) {
        register.branch(layer);
        return hooks.branch(layer, output);
    }

    @Override
    public Tensor apply(String name, Layer inner, Tensor x) {
        return inner.forward(x, new WeightScope(register, hooks, layer, prefix + "." + name, training));
    }
}

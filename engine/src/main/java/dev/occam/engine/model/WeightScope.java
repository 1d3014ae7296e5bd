package dev.occam.engine.model;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** The weights that one layer uses, or a layer within it: their names begin with {@code prefix}. */
record WeightScope(Tracing tracing, ModelLayer layer, String prefix) implements Weights {
    WeightScope(Tracing tracing, ModelLayer layer) {
        this(tracing, layer, layer.owner().name());
    }

    @Override
    public Tensor weight(String name, Shape shape, Initializer initializer, Role role) {
        return tracing.hooks().weight(tracing.register().weight(full(name), layer.owner(), role, shape, initializer));
    }

    @Override
    public Tensor state(String name, Shape shape, double start) {
        return tracing.current(
                        tracing.register().state(full(name), layer.owner().index(), shape, start))
                .detach();
    }

    @Override
    public void update(String name, Tensor next) {
        tracing.update(full(name), next, training());
    }

    @Override
    public Tensor branch(Tensor output) {
        tracing.register().branch(layer.index());
        return tracing.hooks().branch(layer.index(), output);
    }

    @Override
    public Tensor apply(String name, Layer inner, Tensor x) {
        return inner.forward(x, new WeightScope(tracing, layer, full(name)));
    }

    /** A layer that is frozen whole computes as at evaluation: what its states hold stays true of it. */
    @Override
    public boolean training() {
        return tracing.training() && !layer.isFrozenWhole();
    }

    private String full(String name) {
        return prefix + "." + name;
    }
}

package dev.occam.engine.model;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** The weights of one layer, or of a layer within it: their names begin with {@code prefix}. */
record WeightScope(Tracing tracing, int layer, String prefix) implements Weights {
    @Override
    public Tensor weight(String name, Shape shape, Initializer initializer, Role role) {
        return tracing.hooks().weight(tracing.register().weight(full(name), layer, role, shape, initializer));
    }

    @Override
    public Tensor state(String name, Shape shape, double start) {
        return tracing.current(tracing.register().state(full(name), layer, shape, start))
                .detach();
    }

    @Override
    public void update(String name, Tensor next) {
        tracing.update(full(name), next);
    }

    @Override
    public Tensor branch(Tensor output) {
        tracing.register().branch(layer);
        return tracing.hooks().branch(layer, output);
    }

    @Override
    public Tensor apply(String name, Layer inner, Tensor x) {
        return inner.forward(x, new WeightScope(tracing, layer, full(name)));
    }

    @Override
    public boolean training() {
        return tracing.training();
    }

    private String full(String name) {
        return prefix + "." + name;
    }
}

package dev.occam.engine.builtin;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what layers declare. */
final class FakeWeights implements Weights {
    record Declared(Tensor tensor, Initializer initializer, Role role) {}

    final Map<String, Declared> declared = new LinkedHashMap<>();
    final Map<String, Tensor> states = new LinkedHashMap<>();
    final Map<String, Tensor> updates = new LinkedHashMap<>();
    boolean training = true;
    private String prefix = "";

    @Override
    public Tensor weight(String name, Shape shape, Initializer initializer, Role role) {
        return declared.computeIfAbsent(
                        prefix + name, full -> new Declared(Tensor.input(full, shape), initializer, role))
                .tensor();
    }

    @Override
    public Tensor state(String name, Shape shape, double start) {
        return states.computeIfAbsent(prefix + name, full -> Tensor.input(full, shape));
    }

    @Override
    public void update(String name, Tensor next) {
        updates.put(prefix + name, next);
    }

    @Override
    public Tensor apply(String name, Layer inner, Tensor x) {
        String outer = prefix;
        prefix = outer + name + ".";
        Tensor y = inner.forward(x, this);
        prefix = outer;
        return y;
    }

    @Override
    public boolean training() {
        return training;
    }

    Tensor tensor(String name) {
        return declared.get(name).tensor();
    }
}

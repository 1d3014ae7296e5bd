package dev.occam.testkit;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights for tests of a layer's formula: inputs by the names that the layer declares.
 *
 * <pre>{@code
 * DeclaredWeights weights = new DeclaredWeights(false);
 * Tensor y = new Dense(2).forward(x, weights);
 * Bindings bindings = Bindings.builder().input(x, …).input(weights.tensor("weight"), …).build();
 * }</pre>
 */
public final class DeclaredWeights implements Weights {
    /**
     * What a layer said of a weight.
     *
     * @param tensor stands for it in the layer's formula
     */
    public record Declared(Tensor tensor, Initializer initializer, Role role) {}

    /**
     * What a layer said of a state.
     *
     * @param tensor stands for it in the layer's formula
     * @param start every value before the first step
     */
    public record DeclaredState(Tensor tensor, double start) {}

    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, DeclaredState> states = new LinkedHashMap<>();
    private final Map<String, Tensor> updates = new LinkedHashMap<>();
    private final boolean training;
    private String prefix = "";

    /** @param training whether the formula is for training */
    public DeclaredWeights(boolean training) {
        this.training = training;
    }

    @Override
    public Tensor weight(String name, Shape shape, Initializer initializer, Role role) {
        Declared weight = declared.computeIfAbsent(
                prefix + name, full -> new Declared(Tensor.input(full, shape), initializer, role));
        if (!weight.tensor.shape().equals(shape)) {
            throw new AssertionError("the weight %s is declared twice, as %s and as %s"
                    .formatted(prefix + name, weight.tensor.shape(), shape));
        }
        return weight.tensor;
    }

    @Override
    public Tensor state(String name, Shape shape, double start) {
        DeclaredState state =
                states.computeIfAbsent(prefix + name, full -> new DeclaredState(Tensor.input(full, shape), start));
        if (!state.tensor.shape().equals(shape)) {
            throw new AssertionError("the state %s is declared twice, as %s and as %s"
                    .formatted(prefix + name, state.tensor.shape(), shape));
        }
        return updates.getOrDefault(prefix + name, state.tensor).detach();
    }

    @Override
    public void update(String name, Tensor next) {
        DeclaredState state = states.get(prefix + name);
        if (state == null || !state.tensor.shape().equals(next.shape())) {
            throw new AssertionError(
                    "the layer declares no state %s of shape %s".formatted(prefix + name, next.shape()));
        }
        if (training) {
            updates.put(prefix + name, next);
        }
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

    /** The weights by name, in the order in which they were declared; those of inner layers as {@code inner.weight}. */
    public Map<String, Declared> all() {
        return Collections.unmodifiableMap(declared);
    }

    /** The states by name, in the order in which they were declared. */
    public Map<String, DeclaredState> states() {
        return Collections.unmodifiableMap(states);
    }

    /** What the states are after the step, by name; empty at evaluation. */
    public Map<String, Tensor> updates() {
        return Collections.unmodifiableMap(updates);
    }

    /**
     * What stands for a weight in the layer's formula.
     *
     * @throws IllegalArgumentException if the layer declared none of this name
     */
    public Tensor tensor(String name) {
        Declared weight = declared.get(name);
        if (weight == null) {
            throw new IllegalArgumentException(
                    "the layer declares no weight \"%s\", only %s".formatted(name, declared.keySet()));
        }
        return weight.tensor;
    }
}

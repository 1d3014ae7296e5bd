package dev.occam.engine.model;

import dev.occam.error.RequestException;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers one after another, and the weights that they declare. */
public final class Network {
    private final List<ModelLayer> layers;
    private final List<Integer> exampleShape;
    private final WeightRegister register = new WeightRegister();
    private final List<ModelWeight> weights;
    private final List<ModelTensor> tensors;
    private final Shape outputShape;

    /**
     * A network for examples of this shape.
     *
     * @throws RequestException if the shapes of two layers do not fit; the message names layer and shape
     */
    public Network(List<ModelLayer> layers, List<Integer> exampleShape) {
        this.layers = List.copyOf(layers);
        this.exampleShape = List.copyOf(exampleShape);
        outputShape = trace(1, FormulaHooks.NONE, true).output().shape();
        trace(1, FormulaHooks.NONE, false);
        weights = register.weights();
        List<ModelTensor> all = new ArrayList<>(weights);
        all.addAll(register.states());
        tensors = List.copyOf(all);
    }

    /**
     * A network's formula for one batch.
     *
     * @param examples the input [batch, example…]
     * @param outputs of each layer, before any rule on activations
     * @param output what the last layer gives, after rules
     * @param states what the network's states are after the step; those that the formula leaves alone are missing
     */
    public record Formula(Tensor examples, List<Tensor> outputs, Tensor output, Map<ModelState, Tensor> states) {
        public Formula {
            outputs = List.copyOf(outputs);
            states = Map.copyOf(states);
        }
    }

    /** The formula for this many examples; all formulas of a network share the weights' inputs. */
    public Formula trace(int batch, FormulaHooks hooks, boolean training) {
        Shape shape = new Shape(exampleShape).insert(0, batch);
        Tensor examples = Tensor.input("examples", shape);
        Tensor x = examples;
        List<Tensor> outputs = new ArrayList<>();
        Tracing tracing = new Tracing(register, hooks, training);
        for (ModelLayer layer : layers) {
            Tensor before = x;
            WeightScope scope = new WeightScope(tracing, layer);
            try {
                x = layer.layer().forward(x, scope);
                outputs.add(x);
                x = hooks.activation(layer, x);
            } catch (IllegalArgumentException e) {
                throw new RequestException(
                        "model, %s: %s%s.\n  It gets %s (batch first)."
                                .formatted(layer.describe(), sharing(layer), e.getMessage(), before.shape()),
                        e);
            }
            requireBatch(layer, before, x);
        }
        return new Formula(examples, outputs, x, tracing.updated());
    }

    private static String sharing(ModelLayer layer) {
        return layer.sharing()
                .map(owner -> "it uses the weights of " + owner.describe() + ", but ")
                .orElse("");
    }

    /** All weights, in the order in which the layers declare them. */
    public List<ModelWeight> weights() {
        return weights;
    }

    /** The weights that are not frozen. */
    public List<ModelWeight> trained() {
        return weights.stream().filter(weight -> !weight.frozen()).toList();
    }

    /** The further names of tensors that several layers use, with the tensor: {@code 2.weight} for {@code 0.weight}. */
    public Map<String, ModelTensor> aliases() {
        Map<String, ModelTensor> aliases = new LinkedHashMap<>();
        for (ModelLayer layer : layers) {
            layer.sharing()
                    .ifPresent(owner -> tensors.stream()
                            .filter(tensor -> tensor.layer() == owner.index())
                            .forEach(tensor -> aliases.put(
                                    layer.name()
                                            + tensor.name()
                                                    .substring(owner.name().length()),
                                    tensor)));
        }
        return aliases;
    }

    /** What training carries from step to step without a gradient, in the order in which the layers declare it. */
    public List<ModelState> states() {
        return register.states();
    }

    /** All that is saved: the weights, then the states. */
    public List<ModelTensor> tensors() {
        return tensors;
    }

    public List<ModelLayer> layers() {
        return layers;
    }

    /** Whether a layer adds a branch to its input, as residual layers do. */
    public boolean hasBranch(ModelLayer layer) {
        return register.hasBranch(layer.index());
    }

    public List<Integer> exampleShape() {
        return exampleShape;
    }

    /** The shape of the output for a batch of 1. */
    public Shape outputShape() {
        return outputShape;
    }

    /** Number of values in all weights. */
    public long parameters() {
        return weights.stream().mapToLong(weight -> weight.shape().elements()).sum();
    }

    private static void requireBatch(ModelLayer layer, Tensor before, Tensor after) {
        if (after.shape().rank() < 1 || after.shape().size(0) != before.shape().size(0)) {
            throw new RequestException("model, %s: a layer must keep the batch axis, but %s became %s."
                    .formatted(layer.describe(), before.shape(), after.shape()));
        }
    }
}

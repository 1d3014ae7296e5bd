package dev.occam.engine.step;

import dev.occam.engine.model.FormulaHooks;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights of a model that is only used, stored the way its products read them.
 *
 * <p>A matrix of which all layers take the transpose, [units, features], is stored as [features, units]: products then
 * read vectors of units instead of single values. No sum changes its order, so predictions keep their bits.
 */
public final class TransposedWeights implements FormulaHooks {
    /** All weights as their layers declare them. */
    public static final TransposedWeights NONE = new TransposedWeights(Map.of());

    private static final List<Integer> TRANSPOSE = List.of(1, 0);

    /** Columns that are copied together: a line of the cache. */
    private static final int BLOCK = 16;

    private final Map<ModelTensor, Tensor> inputs;

    private TransposedWeights(Map<ModelTensor, Tensor> inputs) {
        this.inputs = inputs;
    }

    /** The weights that this network only uses transposed, when it is not trained. */
    public static TransposedWeights of(Network network) {
        Tensor output = network.trace(1, FormulaHooks.NONE, false).output();
        Set<Tensor> transposed = identitySet();
        Set<Tensor> otherwise = identitySet();
        Set<Tensor> seen = identitySet();
        Deque<Tensor> open = new ArrayDeque<>(List.of(output));
        while (!open.isEmpty()) {
            Tensor node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            Set<Tensor> uses = isTranspose(node) ? transposed : otherwise;
            uses.addAll(node.operands());
            open.addAll(node.operands());
        }
        Map<ModelTensor, Tensor> inputs = new HashMap<>();
        for (ModelWeight weight : network.weights()) {
            Tensor input = weight.input();
            if (transposed.contains(input) && !otherwise.contains(input)) {
                Shape shape = weight.shape();
                inputs.put(weight, Tensor.input(weight.name(), Shape.of(shape.size(1), shape.size(0))));
            }
        }
        return new TransposedWeights(inputs);
    }

    private static Set<Tensor> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean isTranspose(Tensor node) {
        return node.operation() instanceof Operation.Permute permute
                && permute.order().equals(TRANSPOSE);
    }

    @Override
    public Tensor weight(ModelWeight weight) {
        Tensor input = inputs.get(weight);
        return input == null ? weight.input() : input.transpose();
    }

    /** What stands in formulas for the values as they are stored. */
    Tensor input(ModelTensor tensor) {
        return inputs.getOrDefault(tensor, tensor.input());
    }

    /** All values of a layout as they are stored; the same array where nothing is transposed. */
    public float[] stored(float[] values, WeightLayout layout) {
        if (inputs.isEmpty()) {
            return values;
        }
        float[] stored = values.clone();
        inputs.keySet()
                .forEach(tensor -> transpose(
                        values,
                        stored,
                        layout.offset(tensor),
                        tensor.shape().size(0),
                        tensor.shape().size(1)));
        return stored;
    }

    private static void transpose(float[] source, float[] target, int offset, int rows, int columns) {
        for (int first = 0; first < columns; first += BLOCK) {
            int end = Math.min(first + BLOCK, columns);
            for (int row = 0; row < rows; row++) {
                for (int column = first; column < end; column++) {
                    target[offset + column * rows + row] = source[offset + row * columns + column];
                }
            }
        }
    }
}

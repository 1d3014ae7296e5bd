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
 * read vectors of units instead of single values. Rows of a large one lie an odd number of cache lines apart: the units
 * that one thread reads would otherwise meet in half of the cache's sets. No sum changes its order, so predictions keep
 * their bits.
 */
public final class TransposedWeights implements FormulaHooks {
    /** All weights as their layers declare them. */
    public static final TransposedWeights NONE = new TransposedWeights(Map.of());

    private static final List<Integer> TRANSPOSE = List.of(1, 0);

    /** Values in a line of the cache; as many columns are copied together. */
    private static final int LINE = 16;

    /** Matrices of fewer values fit into any second-level cache. */
    private static final int LARGE = 65_536;

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
                inputs.put(weight, Tensor.input(weight.name(), Shape.of(shape.size(1), pitch(shape))));
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

    /** How far apart the stored rows of a matrix [units, features] are. */
    private static int pitch(Shape shape) {
        int units = shape.size(0);
        return shape.elements() < LARGE || units < 2 * LINE ? units : ((units + LINE - 1) / LINE | 1) * LINE;
    }

    @Override
    public Tensor weight(ModelWeight weight) {
        Tensor input = inputs.get(weight);
        if (input == null) {
            return weight.input();
        }
        int units = weight.shape().size(0);
        return (input.shape().size(1) == units ? input : input.slice(1, 0, units)).transpose();
    }

    /** What stands in formulas for the values as they are stored. */
    Tensor input(ModelTensor tensor) {
        return inputs.getOrDefault(tensor, tensor.input());
    }

    /** Index of the first value of a weight or state as it is stored. */
    int offset(ModelTensor tensor, WeightLayout layout) {
        return layout.offset(tensor)
                + layout.ordered().stream()
                        .filter(other -> layout.offset(other) < layout.offset(tensor))
                        .mapToInt(this::padding)
                        .sum();
    }

    /** Number of values that are stored for a layout. */
    public int size(WeightLayout layout) {
        return layout.ordered().stream().mapToInt(this::padding).reduce(layout.size(), Math::addExact);
    }

    private int padding(ModelTensor tensor) {
        return input(tensor).shape().elements() - tensor.shape().elements();
    }

    /** All values of a layout as they are stored; the same array where nothing is transposed. */
    public float[] stored(float[] values, WeightLayout layout) {
        if (inputs.isEmpty()) {
            return values;
        }
        float[] stored = new float[size(layout)];
        for (ModelTensor tensor : layout.ordered()) {
            int from = layout.offset(tensor);
            int to = offset(tensor, layout);
            if (inputs.containsKey(tensor)) {
                transpose(values, from, tensor.shape(), stored, to, pitch(tensor.shape()));
            } else {
                System.arraycopy(values, from, stored, to, tensor.shape().elements());
            }
        }
        return stored;
    }

    private static void transpose(float[] source, int from, Shape shape, float[] target, int to, int pitch) {
        int rows = shape.size(0);
        int columns = shape.size(1);
        for (int first = 0; first < columns; first += LINE) {
            int end = Math.min(first + LINE, columns);
            for (int row = 0; row < rows; row++) {
                for (int column = first; column < end; column++) {
                    target[to + column * pitch + row] = source[from + row * columns + column];
                }
            }
        }
    }
}

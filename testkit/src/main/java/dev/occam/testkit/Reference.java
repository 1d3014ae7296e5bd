package dev.occam.testkit;

import dev.occam.device.Philox;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Operation.Apply;
import dev.occam.tensor.Operation.Constant;
import dev.occam.tensor.Operation.Detach;
import dev.occam.tensor.Operation.Gather;
import dev.occam.tensor.Operation.Index;
import dev.occam.tensor.Operation.Input;
import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Random;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Operation.Scalar;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of a formula, node by node in double precision: what any engine and backend should come close to.
 *
 * <p>Made to be obviously right, not fast. Constants keep their double value; random numbers are those of {@link Philox}.
 */
public final class Reference {
    private final Bindings bindings;
    private final boolean rounded;
    private final Map<Tensor, double[]> known = new IdentityHashMap<>();

    private Reference(Bindings bindings, boolean rounded) {
        this.bindings = bindings;
        this.rounded = rounded;
    }

    /**
     * The values of a formula, row by row.
     *
     * @throws IllegalArgumentException if the formula needs an input or a scalar that is not bound
     */
    public static double[] value(Tensor formula, Bindings bindings) {
        return new Reference(bindings, false).value(formula).clone();
    }

    /** The values of several formulas; what they share is computed once. */
    public static List<double[]> values(List<Tensor> formulas, Bindings bindings) {
        Reference reference = new Reference(bindings, false);
        return formulas.stream()
                .map(formula -> reference.value(formula).clone())
                .toList();
    }

    /** The values of a formula when each node is rounded to float32, as on a device. */
    static double[] rounded(Tensor formula, Bindings bindings) {
        return new Reference(bindings, true).value(formula).clone();
    }

    /** The values of a formula in which some nodes have the values that they had elsewhere. */
    static double[] value(Tensor formula, Bindings bindings, Map<Tensor, double[]> frozen) {
        Reference reference = new Reference(bindings, false);
        reference.known.putAll(frozen);
        return reference.value(formula);
    }

    // With a stack of its own, because a formula of many steps is deeper than the thread's.
    private double[] value(Tensor formula) {
        Deque<Tensor> open = new ArrayDeque<>();
        open.push(formula);
        while (!open.isEmpty()) {
            Tensor next = open.peek();
            List<Tensor> missing = next.operands().stream()
                    .filter(operand -> !known.containsKey(operand))
                    .toList();
            if (missing.isEmpty()) {
                open.pop();
                known.computeIfAbsent(next, node -> rounded ? round(compute(node)) : compute(node));
            }
            missing.forEach(open::push);
        }
        return known.get(formula);
    }

    private static double[] round(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }

    private double[] compute(Tensor node) {
        Operation operation = node.operation();
        double[] result = new double[node.shape().elements()];
        if (operation instanceof Input || operation instanceof Scalar) {
            return bindings.value(node);
        }
        if (operation instanceof Constant constant) {
            Arrays.fill(result, constant.value());
            return result;
        }
        if (operation instanceof Random random) {
            Arrays.setAll(result, e -> Philox.uniform(bindings.seed(), random.site(), bindings.step(), e));
            return result;
        }
        if (operation instanceof Index index) {
            Arrays.setAll(result, e -> Coordinates.of(e, node.shape().sizes())[index.axis()]);
            return result;
        }
        if (operation instanceof Detach || operation instanceof Reshape) {
            return operand(node, 0);
        }
        if (operation instanceof Apply apply) {
            return apply(node, apply, result);
        }
        if (operation instanceof Reduce reduce) {
            return reduce(node, reduce, result);
        }
        if (operation instanceof MatMul) {
            return matmul(node, result);
        }
        if (operation instanceof Gather) {
            return gather(node, result);
        }
        return view(node, result);
    }

    private double[] apply(Tensor node, Apply apply, double[] result) {
        int arity = apply.function().arity();
        double[] a = operand(node, 0);
        double[] b = operand(node, Math.min(1, arity - 1));
        double[] c = operand(node, Math.min(2, arity - 1));
        Arrays.setAll(result, e -> apply.function().apply(a[e], b[e], c[e]));
        return result;
    }

    private double[] reduce(Tensor node, Reduce reduce, double[] result) {
        Shape from = node.operands().get(0).shape();
        double[] values = operand(node, 0);
        Arrays.fill(result, reduce.reduction().identity());
        for (int e = 0; e < values.length; e++) {
            int[] kept = Coordinates.of(e, from.sizes());
            for (int i = reduce.axes().size() - 1; i >= 0; i--) {
                kept = Coordinates.without(kept, reduce.axes().get(i));
            }
            int row = Coordinates.element(kept, node.shape());
            result[row] = reduce.reduction().combine(result[row], values[e]);
        }
        return result;
    }

    private double[] matmul(Tensor node, double[] result) {
        double[] a = operand(node, 0);
        double[] b = operand(node, 1);
        int rank = node.shape().rank();
        int rows = node.shape().size(rank - 2);
        int columns = node.shape().size(rank - 1);
        int inner = node.operands().get(0).shape().size(rank - 1);
        for (int e = 0; e < result.length; e++) {
            int batch = e / (rows * columns);
            int row = e / columns % rows;
            int column = e % columns;
            for (int k = 0; k < inner; k++) {
                result[e] += a[(batch * rows + row) * inner + k] * b[(batch * inner + k) * columns + column];
            }
        }
        return result;
    }

    private double[] gather(Tensor node, double[] result) {
        double[] table = operand(node, 0);
        double[] indices = operand(node, 1);
        Shape tableShape = node.operands().get(0).shape();
        int width = tableShape.without(List.of(0)).elements();
        for (int e = 0; e < result.length; e++) {
            double index = indices[e / width];
            boolean inside = index >= 0 && index < tableShape.size(0);
            result[e] = inside ? table[width * (int) index + e % width] : 0;
        }
        return result;
    }

    private double[] view(Tensor node, double[] result) {
        Shape from = node.operands().get(0).shape();
        double[] values = operand(node, 0);
        for (int e = 0; e < result.length; e++) {
            int[] source = Views.source(
                    node.operation(), Coordinates.of(e, node.shape().sizes()), from);
            result[e] = Coordinates.within(source, from) ? values[Coordinates.element(source, from)] : 0;
        }
        return result;
    }

    private double[] operand(Tensor node, int number) {
        return known.get(node.operands().get(number));
    }
}

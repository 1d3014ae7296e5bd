package dev.occam.engine.plan;

import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Operation.Apply;
import dev.occam.tensor.Operation.Constant;
import dev.occam.tensor.Operation.Detach;
import dev.occam.tensor.Operation.Expand;
import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Permute;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Operation.Unwindows;
import dev.occam.tensor.Operation.Windows;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Rewrites formulas into fewer operations: equal nodes become one, constants are folded, neutral operands go away.
 *
 * <p>Nothing is reassociated and no rounding of normal numbers changes, with one exception: a constant factor of exactly 0
 * makes a product 0, whatever the other factor is. So a rule of strength 0 leaves no trace.
 */
final class Simplifier {
    private record Key(Operation operation, List<Integer> operands, Shape shape) {
        // Written out, since what records have of themselves is made when it is first called: see decision 23.
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && operation.equals(that.operation)
                    && operands.equals(that.operands)
                    && shape.equals(that.shape);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * operation.hashCode() + operands.hashCode()) + shape.hashCode();
        }
    }

    private final Map<Tensor, Tensor> simplified = new IdentityHashMap<>();
    private final Map<Key, Tensor> known = new HashMap<>();
    private final Map<Tensor, Integer> numbers = new IdentityHashMap<>();

    Tensor simplify(Tensor node) {
        Tensor done = simplified.get(node);
        if (done != null) {
            return done;
        }
        List<Tensor> operands = new ArrayList<>();
        boolean same = true;
        for (Tensor operand : node.operands()) {
            Tensor simple = simplify(operand);
            same &= simple == operand;
            operands.add(simple);
        }
        Tensor current = same ? node : node.withOperands(operands);
        Tensor rewritten = rewrite(current);
        Tensor result = rewritten == current ? unique(current) : simplify(rewritten);
        simplified.put(node, result);
        simplified.put(result, result);
        return result;
    }

    /** The one node that stands for all equal ones. */
    private Tensor unique(Tensor node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Input || operation instanceof Operation.Scalar) {
            return node;
        }
        List<Integer> operands = new ArrayList<>();
        for (Tensor operand : node.operands()) {
            operands.add(numbers.computeIfAbsent(operand, unused -> numbers.size()));
        }
        return known.computeIfAbsent(new Key(operation, operands, node.shape()), unused -> node);
    }

    private static Tensor rewrite(Tensor node) {
        Operation operation = node.operation();
        if (operation instanceof Apply apply) {
            Tensor simpler = function(apply.function(), node);
            return simpler == node ? ViewsOutward.of(node) : simpler;
        }
        if (node.operands().isEmpty()) {
            return node;
        }
        Tensor x = node.operands().get(0);
        if (operation instanceof Detach) {
            return x;
        }
        if (operation instanceof MatMul && node.shape().rank() > 3) {
            return oneBatchAxis(node);
        }
        if (operation instanceof Reshape && x.operation() instanceof Reshape) {
            return x.operands().get(0).reshape(node.shape());
        }
        if (operation instanceof Permute permute && keepsOrder(permute.order(), x.shape())) {
            return x.reshape(node.shape());
        }
        if (operation instanceof Windows windows && windows.size() == 1 && windows.stride() == 1) {
            return x.reshape(node.shape());
        }
        if (operation instanceof Permute permute && x.operation() instanceof MatMul && isTranspose(permute.order())) {
            // (AB)ᵀ = BᵀAᵀ: a product is written the way it is wanted.
            return x.operands().get(1).transpose().matmul(x.operands().get(0).transpose());
        }
        if (operation instanceof Permute outer && x.operation() instanceof Permute inner) {
            return x.operands()
                    .get(0)
                    .permute(outer.order().stream().mapToInt(inner.order()::get).toArray());
        }
        if (operation instanceof Expand && x.operation() instanceof Expand) {
            return x.operands().get(0).expand(node.shape());
        }
        if (operation instanceof Reduce reduce
                && reduce.axes().stream().allMatch(axis -> x.shape().size(axis) == 1)) {
            return x.reshape(node.shape());
        }
        if (operation instanceof Unwindows unwindows && unwindows.stride() > 1) {
            return dilated(unwindows, node, x);
        }
        return SumsOfProducts.of(node);
    }

    /** Programs know one batch axis. */
    private static Tensor oneBatchAxis(Tensor product) {
        List<Tensor> flat = new ArrayList<>();
        for (Tensor operand : product.operands()) {
            Shape shape = operand.shape();
            int rows = shape.size(shape.rank() - 2);
            int columns = shape.size(shape.rank() - 1);
            int batch = new Shape(shape.sizes().subList(0, shape.rank() - 2)).elements();
            flat.add(operand.reshape(Shape.of(batch, rows, columns)));
        }
        return flat.get(0).matmul(flat.get(1)).reshape(product.shape());
    }

    /** A stride is zeros between the windows: stride 1 over a longer axis. */
    private static Tensor dilated(Unwindows unwindows, Tensor node, Tensor x) {
        int axis = unwindows.axis();
        int count = x.shape().size(axis);
        int stride = unwindows.stride();
        Tensor spaced = x.unsqueeze(axis + 1)
                .pad(axis + 1, 0, stride - 1)
                .reshape(x.shape().with(axis, count * stride))
                .slice(axis, 0, (count - 1) * stride + 1);
        return spaced.unwindows(axis, 1, unwindows.dilation(), node.shape().size(axis));
    }

    private static Tensor function(Elementwise function, Tensor node) {
        Tensor a = node.operands().get(0);
        OptionalDouble constant = constant(a);
        if (node.operands().stream().allMatch(operand -> constant(operand).isPresent())) {
            double[] values = node.operands().stream()
                    .mapToDouble(operand -> constant(operand).getAsDouble())
                    .toArray();
            double value =
                    function.apply(values[0], values.length > 1 ? values[1] : 0, values.length > 2 ? values[2] : 0);
            return Tensor.constant(value).expand(node.shape());
        }
        if (function.arity() == 1) {
            boolean twice = function == Elementwise.NEG
                    && a.operation() instanceof Apply inner
                    && inner.function() == Elementwise.NEG;
            return twice ? a.operands().get(0) : narrowed(node);
        }
        if (function == Elementwise.SELECT) {
            if (constant.isPresent()) {
                return node.operands().get(constant.getAsDouble() != 0 ? 1 : 2);
            }
            return narrowed(node);
        }
        Tensor b = node.operands().get(1);
        Tensor simpler = neutral(function, a, b, constant, constant(b));
        if (simpler != null) {
            return simpler;
        }
        return function == Elementwise.ADD && a == b ? doubled(node) : narrowed(node);
    }

    /** cx + cx = (2c)x where c is the same at all places; the gradient of a square has this form. */
    private static Tensor doubled(Tensor node) {
        Tensor product = node.operands().get(0);
        if (!(product.operation() instanceof Apply apply) || apply.function() != Elementwise.MUL) {
            return narrowed(node);
        }
        Tensor factor = product.operands().get(0);
        Tensor other = product.operands().get(1);
        if (isSame(factor)) {
            return factor.add(factor).mul(other);
        }
        return isSame(other) ? factor.mul(other.add(other)) : narrowed(node);
    }

    /** Whether all places have the same value. */
    private static boolean isSame(Tensor node) {
        return constant(node).isPresent()
                || node.operation() instanceof Expand
                        && node.operands().get(0).shape().elements() == 1;
    }

    /** Without its neutral operand, or {@code null} where there is none. */
    @SuppressWarnings("NullAway")
    private static Tensor neutral(Elementwise function, Tensor a, Tensor b, OptionalDouble left, OptionalDouble right) {
        return switch (function) {
            case ADD -> is(left, 0) ? b : is(right, 0) ? a : null;
            case SUB -> is(right, 0) ? a : is(left, 0) ? b.neg() : null;
            case MUL ->
                is(left, 0) || is(right, 1)
                        ? a
                        : is(right, 0) || is(left, 1) ? b : is(left, -1) ? b.neg() : is(right, -1) ? a.neg() : null;
            case DIV -> is(right, 1) ? a : is(left, 0) ? a : null;
            case MIN, MAX, LT, NEG, ABS, SQRT, EXP, LOG, TANH, FLOOR, SELECT -> null;
        };
    }

    /** Work on operands that all repeat the same few values is done on the few. */
    private static Tensor narrowed(Tensor node) {
        Shape narrow = null;
        for (Tensor operand : node.operands()) {
            if (constant(operand).isPresent()) {
                continue;
            }
            if (!(operand.operation() instanceof Expand)) {
                return node;
            }
            Shape source = operand.operands().get(0).shape();
            if (narrow != null && !narrow.equals(source)) {
                return node;
            }
            narrow = source;
        }
        if (narrow == null) {
            return node;
        }
        List<Tensor> few = new ArrayList<>();
        for (Tensor operand : node.operands()) {
            OptionalDouble constant = constant(operand);
            few.add(
                    constant.isPresent()
                            ? Tensor.constant(constant.getAsDouble()).expand(narrow)
                            : operand.operands().get(0));
        }
        return Tensor.of(((Apply) node.operation()).function(), few).expand(node.shape());
    }

    /** The value of a node that is the same constant everywhere. */
    static OptionalDouble constant(Tensor node) {
        Tensor current = node;
        while (current.operation() instanceof Expand
                || current.operation() instanceof Reshape
                || current.operation() instanceof Permute) {
            current = current.operands().get(0);
        }
        return current.operation() instanceof Constant constant
                ? OptionalDouble.of(constant.value())
                : OptionalDouble.empty();
    }

    private static boolean is(OptionalDouble constant, double value) {
        return constant.isPresent() && constant.getAsDouble() == value;
    }

    /** Whether the last two axes, and only they, are exchanged. */
    private static boolean isTranspose(List<Integer> order) {
        List<Integer> plain = new ArrayList<>(order);
        int last = order.size() - 1;
        java.util.Collections.swap(plain, last - 1, last);
        return isIdentity(plain);
    }

    private static boolean isIdentity(List<Integer> order) {
        for (int axis = 0; axis < order.size(); axis++) {
            if (order.get(axis) != axis) {
                return false;
            }
        }
        return true;
    }

    /** Whether only axes of size 1 change their places. */
    private static boolean keepsOrder(List<Integer> order, Shape shape) {
        int last = -1;
        for (int axis : order) {
            if (shape.size(axis) != 1) {
                if (axis < last) {
                    return false;
                }
                last = axis;
            }
        }
        return true;
    }
}

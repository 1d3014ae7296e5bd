package dev.occam.engine.plan;

import dev.occam.tensor.Operation.Apply;
import dev.occam.tensor.Operation.Permute;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Moves views from the operands of element-wise work to its result: an activation behind a reshaped product becomes part
 * of the product's epilogue, and what lies channels-last is worked on channels-last.
 */
final class ViewsOutward {
    private ViewsOutward() {}

    /** The same values, with the view outermost where that helps; else the node itself. */
    static Tensor of(Tensor node) {
        List<Tensor> varying = node.operands().stream()
                .filter(operand -> Simplifier.constant(operand).isEmpty())
                .toList();
        if (varying.isEmpty()) {
            return node;
        }
        Tensor first = varying.get(0);
        if (varying.stream().allMatch(each -> each.operation() instanceof Permute)
                && varying.stream().allMatch(each -> each.operation().equals(first.operation()))) {
            Tensor result = applied(node, below(first), ViewsOutward::below);
            return result.permute(((Permute) first.operation())
                    .order().stream().mapToInt(Integer::intValue).toArray());
        }
        if (varying.stream()
                .allMatch(each -> each.operation() instanceof Reshape
                        && below(each).shape().equals(below(first).shape()))) {
            return applied(node, below(first), ViewsOutward::below).reshape(node.shape());
        }
        for (Tensor operand : varying) {
            if (operand.operation() instanceof Reshape && isFiner(below(operand).shape(), node.shape())) {
                Shape finer = below(operand).shape();
                return applied(node, below(operand), each -> each.reshape(finer))
                        .reshape(node.shape());
            }
        }
        return node;
    }

    private static Tensor below(Tensor view) {
        return view.operands().get(0);
    }

    /** The node's work in another shape. */
    private static Tensor applied(Tensor node, Tensor like, UnaryOperator<Tensor> operand) {
        List<Tensor> operands = new ArrayList<>();
        for (Tensor each : node.operands()) {
            var constant = Simplifier.constant(each);
            operands.add(
                    constant.isPresent()
                            ? Tensor.constant(constant.getAsDouble()).expand(like.shape())
                            : operand.apply(each));
        }
        return Tensor.of(((Apply) node.operation()).function(), operands);
    }

    /** Whether a shape cuts some axis of another into several and joins none: whatever is linear in it stays so. */
    private static boolean isFiner(Shape shape, Shape than) {
        int at = 0;
        int cuts = 0;
        for (int axis = 0; axis < than.rank(); axis++) {
            int size = 1;
            int parts = 0;
            while (size < than.size(axis)) {
                if (at == shape.rank()) {
                    return false;
                }
                size *= shape.size(at);
                parts += shape.size(at) > 1 ? 1 : 0;
                at++;
            }
            if (size != than.size(axis)) {
                return false;
            }
            cuts += Math.max(0, parts - 1);
        }
        return cuts > 0;
    }
}

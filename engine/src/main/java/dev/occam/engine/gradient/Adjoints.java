package dev.occam.engine.gradient;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Operation.Apply;
import dev.occam.tensor.Operation.Expand;
import dev.occam.tensor.Operation.Gather;
import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Pad;
import dev.occam.tensor.Operation.Permute;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Operation.Slice;
import dev.occam.tensor.Operation.Unwindows;
import dev.occam.tensor.Operation.Windows;
import dev.occam.tensor.Reduction;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;

/** The local derivative of each operation: what of a result's gradient goes to each operand. */
final class Adjoints {
    /** The share of an operand that the result does not depend on smoothly. */
    static final Tensor NONE = Tensor.constant(0);

    private Adjoints() {}

    /**
     * The shares of a node's operands.
     *
     * @param y the node
     * @param g the gradient with respect to it, of its shape
     * @return for each operand a tensor of its shape, or {@link #NONE}
     */
    static List<Tensor> of(Tensor y, Tensor g) {
        Operation operation = y.operation();
        if (operation instanceof Apply apply) {
            return ofFunction(apply, y, g);
        }
        if (operation instanceof MatMul) {
            Tensor a = y.operands().get(0);
            Tensor b = y.operands().get(1);
            return List.of(g.matmul(b.transpose()), a.transpose().matmul(g));
        }
        if (operation instanceof Gather) {
            return List.of(gather(y, g), NONE);
        }
        return y.operands().isEmpty()
                ? List.of()
                : List.of(ofOne(operation, y.operands().get(0), y, g));
    }

    private static List<Tensor> ofFunction(Apply apply, Tensor y, Tensor g) {
        Tensor a = y.operands().get(0);
        Tensor b = y.operands().get(Math.min(1, y.operands().size() - 1));
        Tensor zero = Tensor.constant(0).expand(y.shape());
        return switch (apply.function()) {
            case NEG -> List.of(g.neg());
            case ABS -> List.of(g.mul(a.sign()));
            case SQRT -> List.of(g.mul(0.5).div(y));
            case EXP -> List.of(g.mul(y));
            case LOG -> List.of(g.div(a));
            case TANH -> List.of(g.mul(Tensor.constant(1).sub(y.square())));
            case FLOOR -> List.of(NONE);
            case ADD -> List.of(g, g);
            case SUB -> List.of(g, g.neg());
            case MUL -> List.of(g.mul(b), g.mul(a));
            case DIV -> List.of(g.div(b), g.mul(y).div(b).neg());
            // Written with the result, which is often kept anyway; on a tie the second operand has the gradient.
            case MIN -> List.of(y.lt(b).select(g, zero), y.lt(b).select(zero, g));
            case MAX -> List.of(b.lt(y).select(g, zero), b.lt(y).select(zero, g));
            case LT -> List.of(NONE, NONE);
            case SELECT -> List.of(NONE, a.select(g, zero), a.select(zero, g));
        };
    }

    private static Tensor ofOne(Operation operation, Tensor x, Tensor y, Tensor g) {
        if (operation instanceof Reduce reduce) {
            return reduce(reduce, x, y, g);
        }
        if (operation instanceof Reshape) {
            return g.reshape(x.shape());
        }
        if (operation instanceof Permute permute) {
            return g.permute(inverse(permute.order()));
        }
        if (operation instanceof Expand) {
            return g.sum(repeated(x.shape(), y.shape())).reshape(x.shape());
        }
        if (operation instanceof Slice slice) {
            int axis = slice.axis();
            return g.pad(
                    axis,
                    slice.start(),
                    x.shape().size(axis) - slice.start() - y.shape().size(axis));
        }
        if (operation instanceof Pad pad) {
            return g.slice(pad.axis(), pad.before(), pad.before() + x.shape().size(pad.axis()));
        }
        if (operation instanceof Windows windows) {
            return windows(windows, x, g);
        }
        if (operation instanceof Unwindows unwindows) {
            return unwindows(unwindows, x, g);
        }
        return NONE; // Detach
    }

    /** A sum gives all its values the same gradient; a maximum shares it among the values that are largest. */
    private static Tensor reduce(Reduce reduce, Tensor x, Tensor y, Tensor g) {
        if (reduce.reduction() == Reduction.SUM) {
            return spread(g, reduce, x.shape());
        }
        Tensor largest = x.lt(spread(y, reduce, x.shape())).select(0, 1);
        int[] axes = reduce.axes().stream().mapToInt(Integer::intValue).toArray();
        return largest.mul(spread(g.div(largest.sum(axes)), reduce, x.shape()));
    }

    private static Tensor spread(Tensor reduced, Reduce reduce, Shape shape) {
        Tensor kept = reduced;
        for (int axis : reduce.axes()) {
            kept = kept.unsqueeze(axis);
        }
        return kept.expand(shape);
    }

    /** Rows that were read more than once add up: a product with the one-hot matrix of the indices. */
    private static Tensor gather(Tensor y, Tensor g) {
        Tensor table = y.operands().get(0);
        Tensor indices = y.operands().get(1);
        int rows = table.shape().size(0);
        int reads = indices.shape().elements();
        int width = rows == 0 ? 0 : table.shape().elements() / rows;
        Tensor chosen = indices.oneHot(rows).reshape(Shape.of(reads, rows));
        return chosen.transpose().matmul(g.reshape(Shape.of(reads, width))).reshape(table.shape());
    }

    /** What all windows give to a value adds up; windows side by side have one each. */
    private static Tensor windows(Windows windows, Tensor x, Tensor g) {
        int axis = windows.axis();
        int length = x.shape().size(axis);
        if (windows.stride() == windows.size() && windows.dilation() == 1) {
            int covered = g.shape().size(axis) * windows.size();
            return g.reshape(x.shape().with(axis, covered)).pad(axis, 0, length - covered);
        }
        return g.unwindows(axis, windows.stride(), windows.dilation(), length).sum(axis + 1);
    }

    /** {@code dx[i, k] = g[i·stride + k·dilation, k]}: the diagonal of the windows of g. */
    private static Tensor unwindows(Unwindows unwindows, Tensor x, Tensor g) {
        int axis = unwindows.axis();
        int size = x.shape().size(axis + 1);
        int reach = (x.shape().size(axis) - 1) * unwindows.stride() + (size - 1) * unwindows.dilation() + 1;
        int missing = Math.max(0, reach - g.shape().size(axis));
        Tensor windows = g.pad(axis, 0, missing)
                .slice(axis, 0, reach)
                .windows(axis, size, unwindows.stride(), unwindows.dilation());
        Shape shape = windows.shape();
        Tensor diagonal = Tensor.index(shape, axis + 1)
                .sub(Tensor.index(shape, axis + 2))
                .abs()
                .lt(0.5);
        return windows.mul(diagonal).sum(axis + 1);
    }

    private static int[] inverse(List<Integer> order) {
        int[] inverse = new int[order.size()];
        for (int axis = 0; axis < inverse.length; axis++) {
            inverse[order.get(axis)] = axis;
        }
        return inverse;
    }

    private static int[] repeated(Shape narrow, Shape wide) {
        return java.util.stream.IntStream.range(0, wide.rank())
                .filter(axis -> narrow.size(axis) != wide.size(axis))
                .toArray();
    }
}

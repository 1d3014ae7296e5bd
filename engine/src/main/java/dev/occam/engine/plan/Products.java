package dev.occam.engine.plan;

import dev.occam.device.Affine;
import dev.occam.device.View;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Operation.Unwindows;
import dev.occam.tensor.Operation.Windows;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * How a product reads its operands: over batch, rows and inner index, and over batch, inner index and columns.
 *
 * <p>Windows are read where they lie, so their product's axes are cut into those of images and windows. An operand without
 * windows that is not linear is stored in the order in which it is read: that is little beside the product, and read fast.
 */
final class Products {
    private Products() {}

    /** The axes such that operands of windows are linear in them. */
    static ProductAxes axes(Tensor product, Emitter.Context context) {
        ProductAxes axes = plain(product);
        for (boolean left : new boolean[] {true, false}) {
            Tensor operand = product.operands().get(left ? 0 : 1);
            if (hasWindows(operand, context)) {
                axes = cutFor(operand, left, axes, context);
            }
        }
        return axes;
    }

    static View left(Group group, Emitter emitter, Emitter.Context context) {
        Tensor operand = group.product().operands().get(0);
        Access access = group.axes().ofLeft(operand.shape().rank());
        Access plain = plain(group.product()).ofLeft(operand.shape().rank());
        return emitter.operand(operand, access, last(operand, plain, context));
    }

    static View right(Group group, Emitter emitter, Emitter.Context context) {
        Tensor operand = group.product().operands().get(1);
        Access access = group.axes().ofRight(operand.shape().rank());
        Access plain = plain(group.product()).ofRight(operand.shape().rank());
        return emitter.operand(operand, access, last(operand, plain, context));
    }

    private static ProductAxes plain(Tensor product) {
        Shape shape = product.shape();
        int rank = shape.rank();
        Shape left = product.operands().get(0).shape();
        return new ProductAxes(
                rank == 2 ? 1 : shape.size(0),
                List.of(shape.size(rank - 2)),
                List.of(shape.size(rank - 1)),
                List.of(left.size(left.rank() - 1)));
    }

    private static boolean hasWindows(Tensor operand, Emitter.Context context) {
        Tensor node = operand;
        while (context.place(node).isEmpty() && Access.isView(node.operation())) {
            if (node.operation() instanceof Windows || node.operation() instanceof Unwindows) {
                return true;
            }
            node = node.operands().get(0);
        }
        return false;
    }

    /** The view that an operand without windows cannot be read through as it is; nothing where all are linear. */
    private static Optional<Tensor> last(Tensor operand, Access plain, Emitter.Context context) {
        return hasWindows(operand, context)
                ? Optional.empty()
                : obstacle(operand, plain, context).map(Obstacle::view);
    }

    /** A view that is not linear, and how it is met. */
    private record Obstacle(Tensor view, Access access) {}

    private static Optional<Obstacle> obstacle(Tensor operand, Access access, Emitter.Context context) {
        Tensor node = operand;
        Access current = access;
        while (context.place(node).isEmpty() && Access.isView(node.operation())) {
            Optional<Access> next = current.through(node);
            Tensor below = node.operands().get(0);
            if (next.isEmpty()) {
                // Values that lie in memory row by row are the same in any shape.
                boolean inTheWay = !(node.operation() instanceof Reshape)
                        || context.place(below).isEmpty();
                return inTheWay ? Optional.of(new Obstacle(node, current)) : Optional.empty();
            }
            current = next.get();
            node = below;
        }
        return Optional.empty();
    }

    /** Cuts axes at reshapes that join several of an operand's axes, until none is in the way or one cannot be cut. */
    private static ProductAxes cutFor(Tensor operand, boolean left, ProductAxes axes, Emitter.Context context) {
        ProductAxes current = axes;
        while (true) {
            int rank = operand.shape().rank();
            Access access = left ? current.ofLeft(rank) : current.ofRight(rank);
            Optional<Obstacle> obstacle = obstacle(operand, access, context);
            if (obstacle.isEmpty()) {
                return current;
            }
            ProductAxes finer = cutAt(obstacle.get(), left, current);
            if (finer.equals(current)) {
                return axes;
            }
            current = finer;
        }
    }

    private static ProductAxes cutAt(Obstacle obstacle, boolean left, ProductAxes axes) {
        if (!(obstacle.view.operation() instanceof Reshape)) {
            return axes;
        }
        Shape joined = obstacle.view.shape();
        List<Integer> parts = obstacle.view.operands().get(0).shape().sizes();
        int at = 0;
        for (int axis = 0; axis < joined.rank(); axis++) {
            int start = at;
            long size = 1;
            while (at < parts.size() && size < joined.size(axis)) {
                size *= parts.get(at++);
            }
            if (size != joined.size(axis)) {
                return axes;
            }
            int whole = wholeAxis(obstacle.access, axis, joined.size(axis));
            if (whole >= 0 && at - start > 1) {
                ProductAxes finer = axes.cut(left, whole, parts.subList(start, at));
                if (!finer.equals(axes)) {
                    return finer;
                }
            }
        }
        return axes;
    }

    /** The axis of the space that a tensor's axis is; −1 if it is not one as a whole. */
    private static int wholeAxis(Access access, int axis, int size) {
        Affine coordinate = access.coordinates().get(axis);
        int found = -1;
        for (int i = 0; i < access.rank(); i++) {
            if (coordinate.strides().get(i) != 0) {
                if (found >= 0 || coordinate.strides().get(i) != 1) {
                    return -1;
                }
                found = i;
            }
        }
        return found >= 0 && coordinate.offset() == 0 && access.space().get(found) == size ? found : -1;
    }
}

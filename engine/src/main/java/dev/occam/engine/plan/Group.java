package dev.occam.engine.plan;

import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tensors that one kernel computes, and the space that it runs over. */
final class Group {
    private final Shape shape;
    private List<Integer> reduced;
    private final List<Tensor> roots = new ArrayList<>();
    private final Set<Group> needs = new LinkedHashSet<>();
    private ProductAxes axes = ProductAxes.NONE;

    /**
     * A kernel without roots yet.
     *
     * @param shape of the values that it works on
     * @param reduced the axes along which it reduces, none where nothing is reduced yet
     */
    Group(Shape shape, List<Integer> reduced) {
        this.shape = shape;
        this.reduced = reduced;
    }

    Shape shape() {
        return shape;
    }

    List<Integer> reduced() {
        return reduced;
    }

    void reduce(List<Integer> axes) {
        reduced = axes;
    }

    /** What it computes, operands first. */
    List<Tensor> roots() {
        return roots;
    }

    /** Kernels that must have run before. */
    Set<Group> needs() {
        return needs;
    }

    boolean isProduct() {
        return !roots.isEmpty() && roots.get(0).operation() instanceof MatMul;
    }

    Tensor product() {
        return roots.get(0);
    }

    /** The axes that a product runs over. */
    ProductAxes axes() {
        return axes;
    }

    void over(ProductAxes axes) {
        this.axes = axes;
    }

    /** Whether this, directly or through others, must run after another. */
    boolean dependsOn(Group other) {
        return this == other || needs.stream().anyMatch(need -> need.dependsOn(other));
    }

    /** Sizes of the kernel's axes: rows first, reduced axes last; a product has batch, rows and columns. */
    List<Integer> space() {
        if (isProduct()) {
            return axes.results();
        }
        List<Integer> sizes = new ArrayList<>();
        for (int axis : order()) {
            sizes.add(shape.size(axis));
        }
        return sizes;
    }

    int rank() {
        return isProduct() ? axes.results().size() : shape.rank();
    }

    /** The access to values of this kernel's whole shape. */
    Access whole() {
        if (isProduct()) {
            return axes.ofResult(shape.rank());
        }
        List<Integer> order = order();
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            axes.add(shape.size(axis) == 1 ? -1 : order.indexOf(axis));
        }
        return Access.of(axes, space());
    }

    /** The access to values of which each row has one. */
    Access rows() {
        List<Integer> axes = new ArrayList<>();
        Shape rows = shape.without(reduced);
        for (int axis = 0; axis < rows.rank(); axis++) {
            axes.add(rows.size(axis) == 1 ? -1 : axis);
        }
        return Access.of(axes, space());
    }

    /** The access at which this kernel computes a root. */
    Access accessOf(Tensor root) {
        boolean perRow = root.operation() instanceof Reduce || !root.shape().equals(shape);
        return perRow ? rows() : whole();
    }

    /** Whether a tensor of this shape has a place here. */
    boolean fits(Shape other) {
        return other.equals(shape) || (!reduced.isEmpty() && other.equals(shape.without(reduced)));
    }

    private List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!reduced.contains(axis)) {
                order.add(axis);
            }
        }
        order.addAll(reduced);
        return order;
    }
}

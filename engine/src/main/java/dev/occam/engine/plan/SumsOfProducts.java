package dev.occam.engine.plan;

import dev.occam.device.Affine;
import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Permute;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Operation.Slice;
import dev.occam.tensor.Operation.Unwindows;
import dev.occam.tensor.Reduction;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sums of what windows give back, as products: Σₜ P[y − t, t·c] with P = A·B is Σₜₖ A[y − t, k]·B[k, t·c], a product whose
 * inner index has t as well. So the gradient by the images of a convolution is a product over windows of the output's
 * gradient, and the products that would have to be added up are never stored.
 */
final class SumsOfProducts {
    /** Fewer columns than this would leave most of a product's registers empty. */
    private static final int FEWEST_COLUMNS = 8;

    /** A product behind views that only reshape and reorder, each axis belonging to its rows or to its columns. */
    private record Found(Tensor product, List<Integer> rowAxes, List<Integer> columnAxes) {
        Tensor left() {
            return product.operands().get(0);
        }

        Tensor right() {
            return product.operands().get(1);
        }
    }

    private SumsOfProducts() {}

    /** The same values with the sum or slice inside of the product; else the node itself. */
    static Tensor of(Tensor node) {
        Tensor x = node.operands().get(0);
        if (node.operation() instanceof Reduce reduce && x.operation() instanceof Unwindows unwindows) {
            boolean fits = reduce.reduction() == Reduction.SUM
                    && reduce.axes().equals(List.of(unwindows.axis() + 1))
                    && unwindows.stride() == 1;
            return fits ? summed(node, x, unwindows) : node;
        }
        return node.operation() instanceof Slice slice ? sliced(node, x, slice) : node;
    }

    private static Tensor summed(Tensor node, Tensor x, Unwindows unwindows) {
        Tensor view = x.operands().get(0);
        int windows = unwindows.axis();
        int within = windows + 1;
        Optional<Found> found = find(view);
        if (found.isEmpty()
                || !found.get().rowAxes.contains(windows)
                || !found.get().columnAxes.contains(within)) {
            return node;
        }
        List<Integer> rowAxes = found.get().rowAxes;
        List<Integer> others = new ArrayList<>(found.get().columnAxes);
        others.remove(Integer.valueOf(within));
        int size = view.shape().size(within);
        int columns = sizes(view, others).elements();
        if (columns < FEWEST_COLUMNS) {
            return node;
        }
        int k = found.get().left().shape().size(1);
        int length = x.shape().size(windows);
        Shape rows = sizes(view, rowAxes);
        int at = rowAxes.indexOf(windows);
        Shape spread = rows.insert(at + 1, size).insert(rows.rank() + 1, k);
        Tensor left = found.get()
                .left()
                .reshape(rows.insert(at + 1, 1).insert(rows.rank() + 1, k))
                .expand(spread)
                .unwindows(at, 1, unwindows.dilation(), length);
        Shape longer = rows.with(at, length);
        left = left.permute(lastButOne(left.shape().rank(), at + 1)).reshape(Shape.of(longer.elements(), size * k));

        List<Integer> columnAxes = found.get().columnAxes;
        Tensor right = found.get().right().reshape(sizes(view, columnAxes).insert(0, k));
        right = right.permute(first(right.shape().rank(), 1 + columnAxes.indexOf(within)))
                .reshape(Shape.of(size * k, columns));
        List<Integer> axes = new ArrayList<>(rowAxes);
        axes.addAll(others);
        axes.replaceAll(axis -> axis > within ? axis - 1 : axis);
        return ordered(left.matmul(right), axes, node.shape());
    }

    /** Rows that nobody wants are not computed. */
    private static Tensor sliced(Tensor node, Tensor x, Slice slice) {
        Optional<Found> found = find(x);
        if (found.isEmpty()
                || !found.get().rowAxes.contains(slice.axis())
                || !isSum(found.get().left())) {
            return node;
        }
        List<Integer> rowAxes = found.get().rowAxes;
        int k = found.get().left().shape().size(1);
        Shape rows = sizes(x, rowAxes);
        int end = slice.start() + node.shape().size(slice.axis());
        Tensor left = found.get()
                .left()
                .reshape(rows.insert(rows.rank(), k))
                .slice(rowAxes.indexOf(slice.axis()), slice.start(), end);
        left = left.reshape(Shape.of(left.shape().elements() / Math.max(1, k), k));
        List<Integer> axes = new ArrayList<>(rowAxes);
        axes.addAll(found.get().columnAxes);
        return ordered(left.matmul(found.get().right()), axes, node.shape());
    }

    /** Whether these are the rows of a sum that became a product. */
    private static boolean isSum(Tensor left) {
        Tensor node = left;
        while (node.operation() instanceof Reshape
                || node.operation() instanceof Permute
                || node.operation() instanceof Slice) {
            node = node.operands().get(0);
        }
        return node.operation() instanceof Unwindows;
    }

    private static Optional<Found> find(Tensor view) {
        Shape shape = view.shape();
        List<Integer> own = IntStream.range(0, shape.rank()).boxed().toList();
        Access access = Access.of(own, shape.sizes());
        Tensor node = view;
        while (node.operation() instanceof Reshape || node.operation() instanceof Permute) {
            Optional<Access> below = access.through(node);
            if (below.isEmpty()) {
                return Optional.empty();
            }
            access = below.get();
            node = node.operands().get(0);
        }
        if (!(node.operation() instanceof MatMul) || node.shape().rank() != 2 || shape.elements() == 0) {
            return Optional.empty();
        }
        List<Integer> rowAxes = new ArrayList<>();
        List<Integer> columnAxes = new ArrayList<>();
        Affine row = access.coordinates().get(0);
        Affine column = access.coordinates().get(1);
        for (int axis : own) {
            boolean ofColumn = column.strides().get(axis) != 0 && shape.size(axis) > 1;
            if (ofColumn && row.strides().get(axis) != 0) {
                return Optional.empty();
            }
            (ofColumn ? columnAxes : rowAxes).add(axis);
        }
        rowAxes.sort(outermostFirst(row));
        columnAxes.sort(outermostFirst(column));
        return Optional.of(new Found(node, rowAxes, columnAxes));
    }

    private static Comparator<Integer> outermostFirst(Affine number) {
        return Comparator.comparing((Integer axis) -> -number.strides().get(axis));
    }

    private static Shape sizes(Tensor view, List<Integer> axes) {
        return new Shape(axes.stream().map(view.shape()::size).toList());
    }

    /** A product whose rows and columns are these axes of a result, in their order. */
    private static Tensor ordered(Tensor product, List<Integer> axes, Shape result) {
        Tensor parts = product.reshape(new Shape(axes.stream().map(result::size).toList()));
        return parts.permute(IntStream.range(0, axes.size()).map(axes::indexOf).toArray());
    }

    private static int[] lastButOne(int rank, int axis) {
        return IntStream.range(0, rank)
                .map(i -> i < axis ? i : i < rank - 2 ? i + 1 : i == rank - 2 ? axis : i)
                .toArray();
    }

    private static int[] first(int rank, int axis) {
        return IntStream.range(0, rank)
                .map(i -> i == 0 ? axis : i <= axis ? i - 1 : i)
                .toArray();
    }
}

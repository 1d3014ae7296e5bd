package dev.occam.tensor;

import dev.occam.tensor.Operation.Apply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A formula: an immutable node that says how its values follow from other tensors. Nothing is computed while a formula
 * is written; the engine differentiates, fuses and runs it.
 *
 * <p>Operands of element-wise operations are broadcast: axes are aligned at the end, and axes of size 1 are repeated.
 * Shapes that do not go together are refused at once with an {@link IllegalArgumentException} that names them.
 *
 * <pre>{@code
 * Tensor penalty = w.square().sum().mul(0.5 * lambda);      // ½λ‖w‖²
 * Tensor mask = step.uniform(x.shape()).lt(keep);
 * }</pre>
 *
 * <p>Two tensors are equal only if they are the same object.
 */
public final class Tensor {
    private final Operation operation;
    private final List<Tensor> operands;
    private final Shape shape;

    private Tensor(Operation operation, List<Tensor> operands, Shape shape) {
        this.operation = operation;
        this.operands = operands;
        this.shape = shape;
    }

    public Operation operation() {
        return operation;
    }

    public List<Tensor> operands() {
        return operands;
    }

    public Shape shape() {
        return shape;
    }

    /** This operation on other operands of the same shapes; the engine rewrites formulas with it. */
    public Tensor withOperands(List<Tensor> others) {
        for (int i = 0; i < operands.size(); i++) {
            check(
                    others.get(i).shape.equals(operands.get(i).shape),
                    "operand %d has shape %s, not %s",
                    i,
                    others.get(i).shape,
                    operands.get(i).shape);
        }
        return new Tensor(operation, List.copyOf(others), shape);
    }

    // Leaves

    /** Values that are bound when the plan runs. Each call makes another input. */
    public static Tensor input(String name, Shape shape) {
        return new Tensor(new Operation.Input(name), List.of(), shape);
    }

    /** One number that the host sets before each step. Each call makes another one. */
    public static Tensor scalar(String name) {
        return new Tensor(new Operation.Scalar(name), List.of(), Shape.SCALAR);
    }

    /** A number; it is rounded to float32 where it meets float32 values. */
    public static Tensor constant(double value) {
        return new Tensor(new Operation.Constant(value), List.of(), Shape.SCALAR);
    }

    /** Uniform random numbers in [0, 1), the same for the same element, step, seed and site. */
    public static Tensor random(int site, Shape shape) {
        return new Tensor(new Operation.Random(site), List.of(), shape);
    }

    /** The coordinate along one axis of this shape: 0, 1, 2, … */
    public static Tensor index(Shape shape, int axis) {
        return new Tensor(new Operation.Index(checkAxis(shape, axis)), List.of(), shape);
    }

    // Element-wise

    /** An operation on as many operands as it takes, broadcast. */
    public static Tensor of(Elementwise function, List<Tensor> operands) {
        check(
                operands.size() == function.arity(),
                "%s takes %d operands, not %d",
                function,
                function.arity(),
                operands.size());
        return combine(function, operands.toArray(Tensor[]::new));
    }

    public Tensor neg() {
        return apply(Elementwise.NEG);
    }

    public Tensor abs() {
        return apply(Elementwise.ABS);
    }

    public Tensor sqrt() {
        return apply(Elementwise.SQRT);
    }

    public Tensor exp() {
        return apply(Elementwise.EXP);
    }

    /** The natural logarithm. */
    public Tensor log() {
        return apply(Elementwise.LOG);
    }

    public Tensor tanh() {
        return apply(Elementwise.TANH);
    }

    public Tensor floor() {
        return apply(Elementwise.FLOOR);
    }

    public Tensor square() {
        return mul(this);
    }

    /** 1/(1+e⁻ˣ), written with tanh, so that it cannot overflow. */
    public Tensor sigmoid() {
        return mul(0.5).tanh().mul(0.5).add(0.5);
    }

    /** −1, 0 or 1. */
    public Tensor sign() {
        return constant(0).lt(this).sub(lt(0));
    }

    public Tensor add(Tensor other) {
        return combine(Elementwise.ADD, this, other);
    }

    public Tensor add(double other) {
        return add(constant(other));
    }

    public Tensor sub(Tensor other) {
        return combine(Elementwise.SUB, this, other);
    }

    public Tensor sub(double other) {
        return sub(constant(other));
    }

    public Tensor mul(Tensor other) {
        return combine(Elementwise.MUL, this, other);
    }

    public Tensor mul(double other) {
        return mul(constant(other));
    }

    public Tensor div(Tensor other) {
        return combine(Elementwise.DIV, this, other);
    }

    public Tensor div(double other) {
        return div(constant(other));
    }

    /** The smaller of two values, value by value. */
    public Tensor min(Tensor other) {
        return combine(Elementwise.MIN, this, other);
    }

    /** The larger of two values, value by value. For the largest along an axis see {@link #amax}. */
    public Tensor max(Tensor other) {
        return combine(Elementwise.MAX, this, other);
    }

    public Tensor max(double other) {
        return max(constant(other));
    }

    /** 1 where this is below the other, else 0. */
    public Tensor lt(Tensor other) {
        return combine(Elementwise.LT, this, other);
    }

    public Tensor lt(double other) {
        return lt(constant(other));
    }

    /** {@code yes} where this is not 0, else {@code no}. */
    public Tensor select(Tensor yes, Tensor no) {
        return combine(Elementwise.SELECT, this, yes, no);
    }

    public Tensor select(double yes, double no) {
        return select(constant(yes), constant(no));
    }

    // Reductions

    /** The sum of all values, a scalar. */
    public Tensor sum() {
        return sum(allAxes());
    }

    /** The sum along these axes, which are dropped. */
    public Tensor sum(int... axes) {
        return reduce(Reduction.SUM, axes);
    }

    /** The mean of all values, a scalar. */
    public Tensor mean() {
        return mean(allAxes());
    }

    /** The mean along these axes, which are dropped. */
    public Tensor mean(int... axes) {
        int count = 1;
        for (int axis : axes) {
            count *= shape.size(checkAxis(shape, axis));
        }
        return sum(axes).div(count);
    }

    /** The largest value of all, a scalar. */
    public Tensor amax() {
        return amax(allAxes());
    }

    /** The largest value along these axes, which are dropped. */
    public Tensor amax(int... axes) {
        return reduce(Reduction.MAX, axes);
    }

    /** A reduction along these axes, which are dropped. */
    public Tensor reduce(Reduction reduction, int... axes) {
        List<Integer> ascending = Arrays.stream(axes)
                .map(axis -> checkAxis(shape, axis))
                .sorted()
                .distinct()
                .boxed()
                .toList();
        check(ascending.size() == axes.length, "axes %s name one axis twice", Arrays.toString(axes));
        if (ascending.isEmpty()) {
            return this;
        }
        return new Tensor(new Operation.Reduce(reduction, ascending), List.of(this), shape.without(ascending));
    }

    // Products and look-ups

    /** Matrix product of [batch…, m, k] and [batch…, k, n]; batch axes are broadcast. */
    public Tensor matmul(Tensor other) {
        check(
                shape.rank() >= 2 && other.shape.rank() >= 2,
                "a matrix product needs two axes or more, not %s and %s",
                shape,
                other.shape);
        int inner = shape.size(shape.rank() - 1);
        check(
                inner == other.shape.size(other.shape.rank() - 2),
                "%s and %s cannot be multiplied: %d columns meet %d rows",
                shape,
                other.shape,
                inner,
                other.shape.size(other.shape.rank() - 2));
        Shape batch = Shape.broadcast(batch(shape), batch(other.shape));
        int rows = shape.size(shape.rank() - 2);
        int columns = other.shape.size(other.shape.rank() - 1);
        Tensor left = expand(batch.insert(batch.rank(), rows).insert(batch.rank() + 1, inner));
        Tensor right = other.expand(batch.insert(batch.rank(), inner).insert(batch.rank() + 1, columns));
        Shape result = batch.insert(batch.rank(), rows).insert(batch.rank() + 1, columns);
        return new Tensor(new Operation.MatMul(), List.of(left, right), result);
    }

    /** Rows of this [rows, rest…], chosen by whole numbers in [0, rows): shape [indices…, rest…]. A number outside reads 0. */
    public Tensor gather(Tensor indices) {
        check(shape.rank() >= 1, "a scalar has no rows to choose from");
        List<Integer> sizes = new ArrayList<>(indices.shape.sizes());
        sizes.addAll(shape.sizes().subList(1, shape.rank()));
        return new Tensor(new Operation.Gather(), List.of(this, indices), new Shape(sizes));
    }

    /** 1 at the position that each value names along a new last axis of this size, else 0. */
    public Tensor oneHot(int size) {
        Shape wide = shape.insert(shape.rank(), size);
        return index(wide, shape.rank()).sub(unsqueeze(shape.rank())).abs().lt(0.5);
    }

    /** The same values; no gradient flows through. */
    public Tensor detach() {
        return new Tensor(new Operation.Detach(), List.of(this), shape);
    }

    // Views

    /** The same values in the same order under another shape. */
    public Tensor reshape(Shape other) {
        check(
                shape.elements() == other.elements(),
                "%s holds %d values and cannot become %s",
                shape,
                shape.elements(),
                other);
        return shape.equals(other) ? this : new Tensor(new Operation.Reshape(), List.of(this), other);
    }

    /** Axis {@code i} of the result is axis {@code order[i]} of this. */
    public Tensor permute(int... order) {
        List<Integer> axes = Arrays.stream(order).boxed().toList();
        check(
                axes.stream()
                        .sorted()
                        .toList()
                        .equals(IntStream.range(0, shape.rank()).boxed().toList()),
                "%s is not an order of the axes of %s",
                axes,
                shape);
        return view(
                new Operation.Permute(axes),
                new Shape(axes.stream().map(shape::size).toList()));
    }

    /** The last two axes exchanged. */
    public Tensor transpose() {
        check(shape.rank() >= 2, "only a tensor with two axes or more can be transposed, not %s", shape);
        int[] order = IntStream.range(0, shape.rank()).toArray();
        order[shape.rank() - 1] = shape.rank() - 2;
        order[shape.rank() - 2] = shape.rank() - 1;
        return permute(order);
    }

    /** A new axis of size 1 at this place. */
    public Tensor unsqueeze(int axis) {
        return reshape(shape.insert(axis, 1));
    }

    /** Repeated along axes of size 1, and along new axes in front, to this shape. */
    public Tensor expand(Shape wider) {
        check(Shape.broadcast(shape, wider).equals(wider), "%s cannot be repeated to %s", shape, wider);
        Shape aligned = shape;
        while (aligned.rank() < wider.rank()) {
            aligned = aligned.insert(0, 1);
        }
        Tensor same = reshape(aligned);
        return aligned.equals(wider) ? same : same.view(new Operation.Expand(), wider);
    }

    /** The part {@code start … end−1} of one axis. */
    public Tensor slice(int axis, int start, int end) {
        check(
                0 <= start && start <= end && end <= shape.size(checkAxis(shape, axis)),
                "%d to %d is not a part of axis %d of %s",
                start,
                end,
                axis,
                shape);
        return end - start == shape.size(axis)
                ? this
                : view(new Operation.Slice(axis, start), shape.with(axis, end - start));
    }

    /** Zeros before and behind one axis. */
    public Tensor pad(int axis, int before, int after) {
        check(before >= 0 && after >= 0, "padding must be at least 0, not %d and %d", before, after);
        int size = shape.size(checkAxis(shape, axis)) + before + after;
        return before + after == 0 ? this : view(new Operation.Pad(axis, before, after), shape.with(axis, size));
    }

    /** Overlapping windows along one axis: {@code result[…, i, k, …] = this[…, i·stride + k·dilation, …]}. */
    public Tensor windows(int axis, int size, int stride, int dilation) {
        int length = shape.size(checkAxis(shape, axis));
        int reach = (size - 1) * dilation + 1;
        check(
                size > 0 && stride > 0 && dilation > 0 && reach <= length,
                "windows of %d with stride %d and dilation %d do not fit axis %d of %s",
                size,
                stride,
                dilation,
                axis,
                shape);
        Shape cut = shape.with(axis, (length - reach) / stride + 1).insert(axis + 1, size);
        return view(new Operation.Windows(axis, size, stride, dilation), cut);
    }

    /** The transpose of {@link #windows} before its sum, see {@link Operation.Unwindows}; the axis grows to {@code length}. */
    public Tensor unwindows(int axis, int stride, int dilation, int length) {
        checkAxis(shape, axis + 1);
        return view(new Operation.Unwindows(axis, stride, dilation), shape.with(axis, length));
    }

    @Override
    public String toString() {
        return operation + " " + shape;
    }

    private Tensor view(Operation view, Shape result) {
        return result.equals(shape) && view instanceof Operation.Expand
                ? this
                : new Tensor(view, List.of(this), result);
    }

    private Tensor apply(Elementwise function) {
        return new Tensor(new Apply(function), List.of(this), shape);
    }

    private static Tensor combine(Elementwise function, Tensor... operands) {
        Shape shape = Shape.SCALAR;
        for (Tensor operand : operands) {
            shape = Shape.broadcast(shape, operand.shape);
        }
        Shape common = shape;
        return new Tensor(
                new Apply(function),
                Arrays.stream(operands).map(operand -> operand.expand(common)).toList(),
                common);
    }

    private static Shape batch(Shape shape) {
        return new Shape(shape.sizes().subList(0, shape.rank() - 2));
    }

    private int[] allAxes() {
        return IntStream.range(0, shape.rank()).toArray();
    }

    private static int checkAxis(Shape shape, int axis) {
        check(0 <= axis && axis < shape.rank(), "%s has no axis %d", shape, axis);
        return axis;
    }

    private static void check(boolean right, String message, Object... values) {
        if (!right) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }
}

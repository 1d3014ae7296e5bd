package dev.occam.tensor;

import java.util.List;

/** What a {@link Tensor} does with its operands; the closed set that an engine has to know. */
public sealed interface Operation {
    // Leaves

    /** Values that are bound when a plan runs; two inputs are the same only if they are the same tensor. */
    record Input(String name) implements Operation {}

    /** One number that the host knows before each step, such as the learning rate. */
    record Scalar(String name) implements Operation {
        // Written out, since what records have of themselves is made when it is first called: see decision 23.
        @Override
        public String toString() {
            return "Scalar[name=" + name + "]";
        }
    }

    /** A number that never changes. */
    record Constant(double value) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant that && Double.compare(value, that.value) == 0;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }

        @Override
        public String toString() {
            return "Constant[value=" + value + "]";
        }
    }

    /**
     * Uniform random numbers in [0, 1) of Philox4x32-10: a function of element, step, seed and site alone.
     *
     * @param site distinguishes the draws of one step
     */
    record Random(int site) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Random that && site == that.site;
        }

        @Override
        public int hashCode() {
            return site;
        }
    }

    /** The coordinate along one axis: 0, 1, 2, … */
    record Index(int axis) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Index that && axis == that.axis;
        }

        @Override
        public int hashCode() {
            return axis;
        }
    }

    // Work on values

    /** An operation on each value. All operands have the shape of the result. */
    record Apply(Elementwise function) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Apply that && function.equals(that.function);
        }

        @Override
        public int hashCode() {
            return function.hashCode();
        }

        @Override
        public String toString() {
            return "Apply[function=" + function + "]";
        }
    }

    /** One result for all values along these axes, which are dropped; axes are ascending. */
    record Reduce(Reduction reduction, List<Integer> axes) implements Operation {
        public Reduce {
            axes = List.copyOf(axes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reduce that && reduction.equals(that.reduction) && axes.equals(that.axes);
        }

        @Override
        public int hashCode() {
            return 31 * reduction.hashCode() + axes.hashCode();
        }
    }

    /** Matrix product of [batch…, m, k] and [batch…, k, n]; both batches are equal. */
    record MatMul() implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof MatMul;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Rows of the first operand [rows, rest…], chosen by the second, whose values are row numbers. */
    record Gather() implements Operation {}

    /** The same values, through which no gradient flows. */
    record Detach() implements Operation {}

    // Views: the same values, seen otherwise

    /** The same values in the same order under another shape. */
    record Reshape() implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Reshape;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Axis {@code i} of the result is axis {@code order[i]} of the operand. */
    record Permute(List<Integer> order) implements Operation {
        public Permute {
            order = List.copyOf(order);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Permute that && order.equals(that.order);
        }

        @Override
        public int hashCode() {
            return order.hashCode();
        }
    }

    /** Axes of size 1 are repeated to the size of the result. */
    record Expand() implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Expand;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** A part of one axis, from {@code start} on, as long as the result's axis. */
    record Slice(int axis, int start) implements Operation {}

    /** Zeros before and behind one axis. */
    record Pad(int axis, int before, int after) implements Operation {}

    /**
     * Overlapping windows along one axis: the result has a further axis behind it, and
     * {@code result[…, i, k, …] = operand[…, i·stride + k·dilation, …]}.
     */
    record Windows(int axis, int size, int stride, int dilation) implements Operation {}

    /**
     * The transpose of {@link Windows} before its sum: {@code result[…, j, k, …] = operand[…, i, k, …]} where
     * {@code j = i·stride + k·dilation} for a whole {@code i} within bounds, else 0. The axis {@code axis} grows to the
     * length that the windows were cut from; summing over {@code axis + 1} gives the gradient of the windows.
     */
    record Unwindows(int axis, int stride, int dilation) implements Operation {}
}

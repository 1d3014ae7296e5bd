package dev.occam.device;

import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.List;
import java.util.stream.Collectors;

/** One line of a {@link Program}. Lines are numbered from 0, and a line names its operands by their numbers. */
public sealed interface Instruction {
    /** The value of a buffer at each coordinate. */
    record Load(int buffer, View view) implements Instruction {
        @Override
        public String toString() {
            return "load b" + buffer + view;
        }

        // Written out, since what records have of themselves is made when it is first called: see decision 23.
        @Override
        public boolean equals(Object other) {
            return other instanceof Load that && buffer == that.buffer && view.equals(that.view);
        }

        @Override
        public int hashCode() {
            return 31 * buffer + view.hashCode();
        }
    }

    /**
     * The value of a buffer at {@code view.element + stride·index}, where {@code index} is the value of another line;
     * 0 where the index is not in [0, rows).
     */
    record Gather(int buffer, View view, int stride, int rows, int index) implements Instruction {
        @Override
        public String toString() {
            return "gather b" + buffer + view + " + " + stride + "*%" + index + " if 0<=%" + index + "<" + rows;
        }
    }

    /** A number of {@link Arguments#scalars} that the host sets before each launch. */
    record Scalar(int slot) implements Instruction {
        @Override
        public String toString() {
            return "scalar s" + slot;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Scalar that && slot == that.slot;
        }

        @Override
        public int hashCode() {
            return slot;
        }
    }

    /** A number that never changes. */
    record Constant(float value) implements Instruction {
        @Override
        public String toString() {
            return "constant " + value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Constant that && Float.compare(value, that.value) == 0;
        }

        @Override
        public int hashCode() {
            return Float.hashCode(value);
        }
    }

    /** A whole number that depends on the coordinates alone. */
    record Index(Affine value) implements Instruction {
        @Override
        public String toString() {
            return "index [" + value + "]";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Index that && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** A random number in [0, 1) by {@link Philox}, for this site and this element. */
    record Random(int site, Affine element) implements Instruction {
        @Override
        public String toString() {
            return "random site " + site + " [" + element + "]";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Random that && site == that.site && element.equals(that.element);
        }

        @Override
        public int hashCode() {
            return 31 * site + element.hashCode();
        }
    }

    /** In the epilogue of a {@link MatMul}: the product at each coordinate. In a program on its own it is not allowed. */
    record Product() implements Instruction {
        @Override
        public String toString() {
            return "product";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Product;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** An operation on earlier lines. */
    record Apply(Elementwise function, List<Integer> operands) implements Instruction {
        public Apply {
            operands = List.copyOf(operands);
        }

        @Override
        public String toString() {
            return function.name().toLowerCase(java.util.Locale.ROOT) + " "
                    + operands.stream().map(operand -> "%" + operand).collect(Collectors.joining(" "));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Apply that && function.equals(that.function) && operands.equals(that.operands);
        }

        @Override
        public int hashCode() {
            return 31 * function.hashCode() + operands.hashCode();
        }
    }

    /** One value for each row: an earlier line's values along all the program's reduced axes. */
    record Reduce(Reduction reduction, int operand) implements Instruction {
        @Override
        public String toString() {
            return "reduce-" + reduction.name().toLowerCase(java.util.Locale.ROOT) + " %" + operand;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reduce that && reduction.equals(that.reduction) && operand == that.operand;
        }

        @Override
        public int hashCode() {
            return 31 * reduction.hashCode() + operand;
        }
    }

    /** An earlier line's value, written at each coordinate; a row's value once a row if the view does not vary along it. */
    record Store(int buffer, View view, int operand) implements Instruction {
        @Override
        public String toString() {
            return "store b" + buffer + view + " %" + operand;
        }
    }
}

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
    }

    /** A number that never changes. */
    record Constant(float value) implements Instruction {
        @Override
        public String toString() {
            return "constant " + value;
        }
    }

    /** A whole number that depends on the coordinates alone. */
    record Index(Affine value) implements Instruction {
        @Override
        public String toString() {
            return "index [" + value + "]";
        }
    }

    /** A random number in [0, 1) by {@link Philox}, for this site and this element. */
    record Random(int site, Affine element) implements Instruction {
        @Override
        public String toString() {
            return "random site " + site + " [" + element + "]";
        }
    }

    /** In the epilogue of a {@link MatMul}: the product at each coordinate. In a program on its own it is not allowed. */
    record Product() implements Instruction {
        @Override
        public String toString() {
            return "product";
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
    }

    /** One value for each row: an earlier line's values along all the program's reduced axes. */
    record Reduce(Reduction reduction, int operand) implements Instruction {
        @Override
        public String toString() {
            return "reduce-" + reduction.name().toLowerCase(java.util.Locale.ROOT) + " %" + operand;
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

package dev.occam.regularizer;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The weights of each output unit: all that share a place on axis 0. */
final class OutputUnits {
    private static final double UNIT_IN_LAST_PLACE = 0x1p-23;

    private OutputUnits() {}

    /** Refuses a single value, which has no units. */
    static void require(String rule, Shape weight) {
        if (weight.rank() == 0) {
            throw new IllegalArgumentException(
                    rule + " needs a weight whose axis 0 numbers the output units, not a single value");
        }
    }

    /** How many weights a unit has. */
    static int size(Shape weight) {
        return weight.size(0) == 0 ? 0 : weight.elements() / weight.size(0);
    }

    /** The norm ‖v‖ of each unit, [units, 1, …]. */
    static Tensor norm(Tensor w) {
        return column(w.square().sum(inner(w.shape())).sqrt(), w.shape());
    }

    /** How far the float32 norm of a vector that was scaled to a norm may lie from it, relatively. */
    static double rounding(Shape weight) {
        return 2 * (2 + Math.sqrt(size(weight))) * UNIT_IN_LAST_PLACE;
    }

    private static int[] inner(Shape weight) {
        return IntStream.range(1, weight.rank()).toArray();
    }

    private static Tensor column(Tensor units, Shape weight) {
        int[] sizes = new int[weight.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = weight.size(0);
        return units.reshape(Shape.of(sizes));
    }
}

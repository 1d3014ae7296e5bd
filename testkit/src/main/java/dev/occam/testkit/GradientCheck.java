package dev.occam.testkit;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.DifferenceQuotients.Quotient;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Compares a derived gradient with central differences, both in double precision.
 *
 * <p>The differences are extrapolated from two step sizes, and the best of several pairs counts, so that neither curvature
 * nor rounding nor a kink close by disturbs. A point exactly on a kink has no derivative and cannot be checked. What a
 * formula detaches is held at its value, as the derivative does.
 */
public final class GradientCheck {
    private static final double RELATIVE = 1e-6;
    private static final double ABSOLUTE = 1e-8;
    private static final int MOST_ELEMENTS = 200;

    private final Tensor input;
    private final Bindings bindings;
    private final DifferenceQuotients quotients;

    private GradientCheck(Tensor formula, Tensor input, Bindings bindings) {
        this.input = input;
        this.bindings = bindings;
        this.quotients = new DifferenceQuotients(formula, input, bindings);
    }

    /**
     * Fails unless the gradient is right within 1e-6 relative and the rounding of the formula, at every value of the
     * input, or at 200 of them if there are more.
     *
     * @param formula a scalar
     * @param input the input by which the formula was derived, bound in {@code bindings}
     * @param gradient what was derived, of the input's shape
     * @param bindings the point at which to compare
     * @throws AssertionError that names the worst value, its derivative and its difference quotient
     */
    public static void check(Tensor formula, Tensor input, Tensor gradient, Bindings bindings) {
        if (!formula.shape().equals(Shape.SCALAR)) {
            throw new IllegalArgumentException("only a scalar has a gradient, not " + formula.shape());
        }
        if (!gradient.shape().equals(input.shape())) {
            throw new AssertionError(
                    "the gradient by %s has shape %s, not %s".formatted(input, gradient.shape(), input.shape()));
        }
        new GradientCheck(formula, input, bindings).compare(Reference.value(gradient, bindings));
    }

    private void compare(double[] derived) {
        double worstExcess = 1;
        String worst = "";
        for (int element : elements(derived.length)) {
            Quotient quotient = quotient(element, derived[element]);
            double excess = excess(quotient, derived[element]);
            if (!(excess <= worstExcess)) {
                worstExcess = Double.isNaN(excess) ? Double.MAX_VALUE : excess;
                worst = String.format(
                        Locale.ROOT,
                        "the gradient by %s is wrong: at element %d, where the value is %s, it is %s, but central"
                                + " differences give %s",
                        input,
                        element,
                        bindings.value(input)[element],
                        derived[element],
                        quotient.value());
            }
        }
        if (!worst.isEmpty()) {
            throw new AssertionError(worst);
        }
    }

    /** The first quotient that agrees, else the one that its own two step sizes say is best. */
    private Quotient quotient(int element, double derived) {
        Quotient best = new Quotient(Double.NaN, Double.POSITIVE_INFINITY, 0);
        for (Quotient next : (Iterable<Quotient>) quotients.at(element)::iterator) {
            if (excess(next, derived) <= 1) {
                return next;
            }
            if (next.doubt() < best.doubt()) {
                best = next;
            }
        }
        return best;
    }

    /** The distance of quotient and derivative, measured in what is allowed. */
    private static double excess(Quotient quotient, double derived) {
        double value = quotient.value();
        double allowed = ABSOLUTE + RELATIVE * Math.max(Math.abs(value), Math.abs(derived)) + quotient.rounding();
        return Math.abs(value - derived) / allowed;
    }

    private static int[] elements(int count) {
        return count <= MOST_ELEMENTS
                ? IntStream.range(0, count).toArray()
                : new Random(count).ints(MOST_ELEMENTS, 0, count).toArray();
    }
}

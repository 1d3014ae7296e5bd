package dev.occam.testkit;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
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
    private static final double[] STEPS = {1e-4, 1e-3, 1e-5, 1e-2, 1e-6};
    private static final double RELATIVE = 1e-6;
    private static final double ABSOLUTE = 1e-8;
    private static final int MOST_ELEMENTS = 200;

    private final Tensor formula;
    private final Tensor input;
    private final Bindings bindings;
    private final Map<Tensor, double[]> frozen;

    private GradientCheck(Tensor formula, Tensor input, Bindings bindings) {
        this.formula = formula;
        this.input = input;
        this.bindings = bindings;
        this.frozen = detached(formula, bindings);
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
            double excess = quotient.excess(derived[element]);
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
                        quotient.value);
            }
        }
        if (!worst.isEmpty()) {
            throw new AssertionError(worst);
        }
    }

    /** The first extrapolated quotient that agrees, else the one that its own two step sizes say is best. */
    private Quotient quotient(int element, double derived) {
        Quotient best = new Quotient(Double.NaN, Double.POSITIVE_INFINITY, 0);
        for (double relative : STEPS) {
            Quotient next = extrapolate(element, relative * Math.max(0.1, Math.abs(bindings.value(input)[element])));
            if (next.excess(derived) <= 1) {
                return next;
            }
            if (next.doubt < best.doubt) {
                best = next;
            }
        }
        return best;
    }

    private Quotient extrapolate(int element, double step) {
        double wide = difference(element, step);
        double narrow = difference(element, step / 2);
        double rounding = 4 * Math.ulp(value(bindings.value(input))) / step;
        // Richardson: the error in step² cancels.
        return new Quotient((4 * narrow - wide) / 3, Math.abs(narrow - wide) + rounding, rounding);
    }

    private double difference(int element, double step) {
        double[] at = bindings.value(input);
        double centre = at[element];
        double above = centre + step;
        double below = centre - step;
        at[element] = above;
        double high = value(at);
        at[element] = below;
        return (high - value(at)) / (above - below);
    }

    private double value(double[] at) {
        return Reference.value(formula, bindings.toBuilder().input(input, at).build(), frozen)[0];
    }

    /**
     * A difference quotient.
     *
     * @param doubt how far it may be off, by its own account
     * @param rounding the part of it that comes of rounding the formula's value
     */
    private record Quotient(double value, double doubt, double rounding) {
        /** Its distance from a derivative, measured in what is allowed. */
        double excess(double derived) {
            double allowed = ABSOLUTE + RELATIVE * Math.max(Math.abs(value), Math.abs(derived)) + rounding;
            return Math.abs(value - derived) / allowed;
        }
    }

    private static int[] elements(int count) {
        return count <= MOST_ELEMENTS
                ? IntStream.range(0, count).toArray()
                : new Random(count).ints(MOST_ELEMENTS, 0, count).toArray();
    }

    private static Map<Tensor, double[]> detached(Tensor formula, Bindings bindings) {
        Map<Tensor, Boolean> seen = new IdentityHashMap<>();
        Map<Tensor, double[]> values = new IdentityHashMap<>();
        Deque<Tensor> open = new ArrayDeque<>();
        open.push(formula);
        while (!open.isEmpty()) {
            Tensor next = open.pop();
            if (seen.put(next, true) != null) {
                continue;
            }
            if (next.operation() instanceof Operation.Detach) {
                values.put(next, Reference.value(next, bindings));
            }
            next.operands().forEach(open::push);
        }
        return values;
    }
}

package dev.occam.testkit;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Central differences of a formula in double precision, extrapolated from two step sizes. What the formula detaches is held
 * at its value, as a derivative does.
 */
final class DifferenceQuotients {
    private static final double[] STEPS = {1e-4, 1e-3, 1e-5, 1e-2, 1e-6};

    private final Tensor formula;
    private final Tensor input;
    private final Bindings bindings;
    private final Map<Tensor, double[]> detached = new IdentityHashMap<>();

    DifferenceQuotients(Tensor formula, Tensor input, Bindings bindings) {
        this.formula = formula;
        this.input = input;
        this.bindings = bindings;
        for (Tensor node : Formulas.nodes(formula)) {
            if (node.operation() instanceof Operation.Detach) {
                detached.put(node, Reference.value(node, bindings));
            }
        }
    }

    /**
     * A difference quotient.
     *
     * @param doubt how far it may be off, by its own account
     * @param rounding the part of it that comes of rounding the formula's value
     */
    record Quotient(double value, double doubt, double rounding) {}

    /** The gradient, as far as its difference quotients tell. */
    static double[] gradient(Tensor formula, Tensor input, Bindings bindings) {
        int count = input.shape().elements();
        if (!Formulas.nodes(formula).contains(input)) {
            return new double[count];
        }
        DifferenceQuotients quotients = new DifferenceQuotients(formula, input, bindings);
        double[] gradient = new double[count];
        for (int element = 0; element < count; element++) {
            gradient[element] = quotients
                    .at(element)
                    .min(Comparator.comparingDouble(Quotient::doubt))
                    .orElseThrow()
                    .value;
        }
        return gradient;
    }

    /** Quotients of several step sizes, those that most often do first. */
    Stream<Quotient> at(int element) {
        double size = Math.max(0.1, Math.abs(bindings.value(input)[element]));
        return DoubleStream.of(STEPS).mapToObj(relative -> extrapolate(element, relative * size));
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
        return Reference.value(formula, bindings.toBuilder().input(input, at).build(), detached)[0];
    }
}

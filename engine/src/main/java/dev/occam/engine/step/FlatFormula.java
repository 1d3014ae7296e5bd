package dev.occam.engine.step;

import dev.occam.engine.step.WeightFormula.Place;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Reduction;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A weight's formula whose values each depend on the same place of its inputs only, so that it may run over many weights
 * that lie side by side as if they were one.
 *
 * <p>Only the form decides: work on single values, numbers, and numbers repeated to the weight's shape. A view, a random draw,
 * or a sum that goes into the weight's values belongs to one weight alone. Sums that are only reported may run over many
 * weights, as long as nothing but a number multiplies or divides them: the sum over all is then the sum of theirs.
 */
final class FlatFormula {
    /** What a node has for the values of a weight. */
    private enum Kind {
        /** A value for each. */
        EACH,
        /** One number for all, of which no weight knows more. */
        ONE,
        /** A sum over all, times a number. */
        SUM
    }

    private final WeightFormula formula;
    private final Shape shape;
    private final Map<Tensor, Integer> numbers = new IdentityHashMap<>();
    private final Map<Tensor, Kind> kinds = new IdentityHashMap<>();
    private final Map<Tensor, Place> places = new IdentityHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private FlatFormula(WeightFormula formula, Shape shape) {
        this.formula = formula;
        this.shape = shape;
        formula.inputs().forEach((place, input) -> places.put(input, place));
    }

    /** This formula for a weight of this shape as a flat one; empty if it is not. */
    static Optional<FlatFormula> of(WeightFormula formula, Shape shape) {
        FlatFormula flat = new FlatFormula(formula, shape);
        for (Place place : ordered(formula.outputs())) {
            Tensor output = formula.outputs().get(place);
            boolean sum = place instanceof Place.Penalty;
            if (!flat.describe(output) || sum != (flat.kinds.get(output) == Kind.SUM)) {
                return Optional.empty();
            }
            flat.text
                    .append(place)
                    .append(" = %")
                    .append(flat.numbers.get(formula.outputs().get(place)))
                    .append('\n');
        }
        return Optional.of(flat);
    }

    /** The formula as text; formulas of equal text do the same to each value. */
    String text() {
        return text.toString();
    }

    /** The formula for this many values side by side. */
    WeightFormula over(int size) {
        Map<Tensor, Tensor> known = new IdentityHashMap<>();
        Map<Place, Tensor> inputs = new HashMap<>();
        for (Place place : ordered(formula.inputs())) {
            Tensor input = formula.inputs().get(place);
            Tensor flat = isUniform(place) ? input : Tensor.input(text(input), Shape.of(size));
            inputs.put(place, flat);
            known.put(input, flat);
        }
        Map<Place, Tensor> outputs = new HashMap<>();
        formula.outputs().forEach((place, output) -> {
            Tensor flat = flat(output, size, known);
            outputs.put(place, place instanceof Place.Penalty ? flat : flat.expand(Shape.of(size)));
        });
        return new WeightFormula(inputs, outputs);
    }

    private static String text(Tensor input) {
        return ((Operation.Input) input.operation()).name();
    }

    private static List<Place> ordered(Map<Place, Tensor> tensors) {
        return tensors.keySet().stream()
                .sorted(Comparator.comparing(Place::toString))
                .toList();
    }

    /** Adds a line for this node and all below it; false where the formula is not flat. */
    private boolean describe(Tensor node) {
        if (numbers.containsKey(node)) {
            return true;
        }
        for (Tensor operand : node.operands()) {
            if (!describe(operand)) {
                return false;
            }
        }
        Optional<Kind> kind = kind(node);
        if (kind.isEmpty()) {
            return false;
        }
        kinds.put(node, kind.get());
        numbers.put(node, numbers.size());
        Object what = places.containsKey(node) ? places.get(node) : node.operation();
        text.append('%')
                .append(numbers.get(node))
                .append(" = ")
                .append(what(what))
                .append(' ')
                .append(kind.get())
                .append(node.operands().stream()
                        .map(operand -> " %" + numbers.get(operand))
                        .collect(Collectors.joining()))
                .append('\n');
        return true;
    }

    /** The axes of a sum and the shapes of repeated numbers are the weight's own; they say nothing of the form. */
    private static String what(Object what) {
        return what instanceof Operation.Reshape || what instanceof Operation.Expand
                ? "same"
                : what instanceof Operation.Reduce ? "sum" : what.toString();
    }

    private Optional<Kind> kind(Tensor node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Input) {
            Place place = places.get(node);
            if (place == null) {
                return Optional.empty();
            }
            return isUniform(place)
                    ? Optional.of(Kind.ONE)
                    : node.shape().equals(shape) ? Optional.of(Kind.EACH) : Optional.empty();
        }
        if (operation instanceof Operation.Scalar || operation instanceof Operation.Constant) {
            return Optional.of(Kind.ONE);
        }
        List<Kind> below = node.operands().stream().map(kinds::get).toList();
        if (operation instanceof Operation.Detach) {
            return Optional.of(below.get(0));
        }
        if (operation instanceof Operation.Reshape || operation instanceof Operation.Expand) {
            return below.get(0) == Kind.ONE ? Optional.of(Kind.ONE) : Optional.empty();
        }
        if (operation instanceof Operation.Reduce reduce) {
            boolean overAll = node.operands().get(0).shape().equals(shape)
                    && node.shape().rank() == 0
                    && reduce.reduction() == Reduction.SUM
                    && below.get(0) != Kind.SUM;
            return overAll ? Optional.of(Kind.SUM) : Optional.empty();
        }
        return operation instanceof Operation.Apply apply ? kind(apply.function(), below) : Optional.empty();
    }

    private static Optional<Kind> kind(Elementwise function, List<Kind> operands) {
        if (!operands.contains(Kind.SUM)) {
            return Optional.of(operands.contains(Kind.EACH) ? Kind.EACH : Kind.ONE);
        }
        boolean keepsSums = switch (function) {
            case NEG -> true;
            case ADD, SUB -> operands.stream().allMatch(kind -> kind == Kind.SUM);
            case MUL -> operands.contains(Kind.ONE);
            case DIV -> operands.get(1) == Kind.ONE;
            case ABS, SQRT, EXP, LOG, TANH, FLOOR, MIN, MAX, LT, SELECT -> false;
        };
        return keepsSums ? Optional.of(Kind.SUM) : Optional.empty();
    }

    private static boolean isUniform(Place place) {
        return place == Place.Single.CLIP_FACTOR;
    }

    private static Tensor flat(Tensor node, int size, Map<Tensor, Tensor> known) {
        Tensor there = known.get(node);
        if (there != null) {
            return there;
        }
        List<Tensor> operands = node.operands().stream()
                .map(operand -> flat(operand, size, known))
                .toList();
        Operation operation = node.operation();
        Tensor flat = node;
        if (operation instanceof Operation.Apply apply) {
            flat = Tensor.of(apply.function(), operands);
        } else if (operation instanceof Operation.Detach) {
            flat = operands.get(0).detach();
        } else if (operation instanceof Operation.Reduce) {
            flat = operands.get(0).expand(Shape.of(size)).sum();
        } else if (!operands.isEmpty()) {
            flat = operands.get(0);
        }
        known.put(node, flat);
        return flat;
    }
}

package dev.occam.engine.step;

import dev.occam.engine.step.WeightFormula.Place;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Operation;
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
 * <p>Only the form decides: work on single values, numbers, and numbers repeated to the weight's shape. A sum, a view or a
 * random draw belongs to one weight alone.
 */
final class FlatFormula {
    private final WeightFormula formula;
    private final Shape shape;
    private final Map<Tensor, Integer> numbers = new IdentityHashMap<>();
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
            if (!flat.describe(formula.outputs().get(place))) {
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
            boolean single = isUniform(input);
            Tensor flat = single ? input : Tensor.input(text(input), Shape.of(size));
            inputs.put(place, flat);
            known.put(input, flat);
        }
        Map<Place, Tensor> outputs = new HashMap<>();
        formula.outputs()
                .forEach((place, output) ->
                        outputs.put(place, flat(output, known).expand(Shape.of(size))));
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
        if (!isFlat(node)) {
            return false;
        }
        numbers.put(node, numbers.size());
        Object what = places.containsKey(node) ? places.get(node) : node.operation();
        String size = node.shape().elements() == 1 && !node.shape().equals(shape) ? "one" : "each";
        text.append('%')
                .append(numbers.get(node))
                .append(" = ")
                .append(kind(what))
                .append(' ')
                .append(size)
                .append(node.operands().stream()
                        .map(operand -> " %" + numbers.get(operand))
                        .collect(Collectors.joining()))
                .append('\n');
        return true;
    }

    private static String kind(Object what) {
        return what instanceof Operation.Reshape || what instanceof Operation.Expand ? "same" : what.toString();
    }

    private boolean isFlat(Tensor node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Reshape || operation instanceof Operation.Expand) {
            return isUniform(node.operands().get(0));
        }
        if (operation instanceof Operation.Input) {
            return places.containsKey(node) && (node.shape().equals(shape) || isUniform(node));
        }
        return operation instanceof Operation.Apply
                || operation instanceof Operation.Detach
                || operation instanceof Operation.Scalar
                || operation instanceof Operation.Constant;
    }

    /** Whether all values of a node are the same number, because it is made of single numbers alone. */
    private boolean isUniform(Tensor node) {
        if (node.operation() instanceof Operation.Input) {
            return places.get(node) instanceof Place.ClipFactor;
        }
        return node.operands().stream().allMatch(this::isUniform);
    }

    private Tensor flat(Tensor node, Map<Tensor, Tensor> known) {
        Tensor there = known.get(node);
        if (there != null) {
            return there;
        }
        List<Tensor> operands =
                node.operands().stream().map(operand -> flat(operand, known)).toList();
        Operation operation = node.operation();
        Tensor flat = operation instanceof Operation.Apply apply
                ? apply(apply.function(), operands)
                : operation instanceof Operation.Detach
                        ? operands.get(0).detach()
                        : operands.isEmpty() ? node : operands.get(0);
        known.put(node, flat);
        return flat;
    }

    private static Tensor apply(Elementwise function, List<Tensor> operands) {
        Tensor a = operands.get(0);
        return switch (function) {
            case NEG -> a.neg();
            case ABS -> a.abs();
            case SQRT -> a.sqrt();
            case EXP -> a.exp();
            case LOG -> a.log();
            case TANH -> a.tanh();
            case FLOOR -> a.floor();
            case ADD -> a.add(operands.get(1));
            case SUB -> a.sub(operands.get(1));
            case MUL -> a.mul(operands.get(1));
            case DIV -> a.div(operands.get(1));
            case MIN -> a.min(operands.get(1));
            case MAX -> a.max(operands.get(1));
            case LT -> a.lt(operands.get(1));
            case SELECT -> a.select(operands.get(1), operands.get(2));
        };
    }
}

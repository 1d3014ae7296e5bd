package dev.occam.engine.rule;

import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The value of a formula of single values, computed at once in double: to see what a rule would do to one weight. */
final class HostFormula {
    private HostFormula() {}

    /** The value; empty where the formula needs more than single values. */
    static OptionalDouble value(Tensor formula, Map<Tensor, Double> scalars) {
        Operation operation = formula.operation();
        if (formula.shape().elements() != 1) {
            return OptionalDouble.empty();
        }
        if (scalars.containsKey(formula)) {
            return OptionalDouble.of(scalars.get(formula));
        }
        if (operation instanceof Operation.Constant constant) {
            return OptionalDouble.of(constant.value());
        }
        if (operation instanceof Operation.Index) {
            return OptionalDouble.of(0);
        }
        if (passesOn(operation)) {
            return value(formula.operands().get(0), scalars);
        }
        Optional<Elementwise> function = function(operation);
        if (function.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> values = new ArrayList<>();
        for (Tensor operand : formula.operands()) {
            OptionalDouble value = value(operand, scalars);
            if (value.isEmpty()) {
                return value;
            }
            values.add(value.getAsDouble());
        }
        return OptionalDouble.of(function.get()
                .apply(values.get(0), values.size() > 1 ? values.get(1) : 0, values.size() > 2 ? values.get(2) : 0));
    }

    /** Whether an operation on one value gives that value. */
    private static boolean passesOn(Operation operation) {
        return operation instanceof Operation.Reshape
                || operation instanceof Operation.Detach
                || operation instanceof Operation.Expand
                || operation instanceof Operation.Permute
                || operation instanceof Operation.Reduce;
    }

    private static Optional<Elementwise> function(Operation operation) {
        if (operation instanceof Operation.Apply apply) {
            return Optional.of(apply.function());
        }
        return operation instanceof Operation.MatMul ? Optional.of(Elementwise.MUL) : Optional.empty();
    }
}

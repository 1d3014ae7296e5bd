package dev.occam.engine.rule;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        if (operation instanceof Operation.Constant constant) {
            return OptionalDouble.of(constant.value());
        }
        if (operation instanceof Operation.Scalar) {
            Double value = scalars.get(formula);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
        if (operation instanceof Operation.Reshape || operation instanceof Operation.Detach) {
            return value(formula.operands().get(0), scalars);
        }
        if (!(operation instanceof Operation.Apply apply)) {
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
        return OptionalDouble.of(apply.function()
                .apply(values.get(0), values.size() > 1 ? values.get(1) : 0, values.size() > 2 ? values.get(2) : 0));
    }
}

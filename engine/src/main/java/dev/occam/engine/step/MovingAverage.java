package dev.occam.engine.step;

import dev.occam.engine.gradient.Gradients;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Recognizes states that follow the batches as r ← α·r + β, where β does not depend on r. */
final class MovingAverage {
    private MovingAverage() {}

    /** α, if that is a number that every value of the state has. */
    static OptionalDouble kept(Tensor next, Tensor state) {
        Tensor followed = attached(next, new IdentityHashMap<>());
        return constant(Gradients.of(followed.sum(), List.of(state)).get(0));
    }

    /** The same formula, through whose every node a gradient flows. */
    private static Tensor attached(Tensor node, Map<Tensor, Tensor> known) {
        Tensor there = known.get(node);
        if (there != null) {
            return there;
        }
        List<Tensor> operands = node.operands().stream()
                .map(operand -> attached(operand, known))
                .toList();
        Tensor result = node.operation() instanceof Operation.Detach
                ? operands.get(0)
                : operands.isEmpty() ? node : node.withOperands(operands);
        known.put(node, result);
        return result;
    }

    /** The number that a formula repeats; empty where it depends on an input, or may differ from value to value. */
    private static OptionalDouble constant(Tensor formula) {
        Operation operation = formula.operation();
        if (operation instanceof Operation.Constant constant) {
            return OptionalDouble.of(constant.value());
        }
        List<Tensor> operands = formula.operands();
        if (operation instanceof Operation.Expand
                || operation instanceof Operation.Reshape
                || operation instanceof Operation.Permute) {
            return constant(operands.get(0));
        }
        if (!(operation instanceof Operation.Apply apply)) {
            return OptionalDouble.empty();
        }
        double[] values = new double[3];
        for (int i = 0; i < operands.size(); i++) {
            OptionalDouble value = constant(operands.get(i));
            if (value.isEmpty()) {
                return value;
            }
            values[i] = value.getAsDouble();
        }
        return OptionalDouble.of(apply.function().apply(values[0], values[1], values[2]));
    }
}

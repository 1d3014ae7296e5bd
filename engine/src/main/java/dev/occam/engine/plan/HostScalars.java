package dev.occam.engine.plan;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Formulas without axes, computed on the host in double once a run. */
final class HostScalars {
    private final Tensor[] nodes;
    private final int[][] operands;
    private final double[] values;
    private final int[] results;

    HostScalars(List<Tensor> formulas) {
        Map<Tensor, Integer> numbers = new IdentityHashMap<>();
        List<Tensor> ordered = new ArrayList<>();
        results = new int[formulas.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = number(formulas.get(i), numbers, ordered);
        }
        nodes = ordered.toArray(Tensor[]::new);
        operands = new int[nodes.length][];
        for (int i = 0; i < nodes.length; i++) {
            operands[i] = nodes[i].operands().stream().mapToInt(numbers::get).toArray();
        }
        values = new double[nodes.length];
    }

    private static int number(Tensor node, Map<Tensor, Integer> numbers, List<Tensor> ordered) {
        Integer known = numbers.get(node);
        if (known != null) {
            return known;
        }
        for (Tensor operand : node.operands()) {
            number(operand, numbers, ordered);
        }
        numbers.put(node, ordered.size());
        ordered.add(node);
        return ordered.size() - 1;
    }

    /** Whether a formula can be computed here: it has no axes, and neither have the formulas that it is made of. */
    static boolean covers(Operation operation) {
        return operation instanceof Operation.Scalar
                || operation instanceof Operation.Constant
                || operation instanceof Operation.Apply
                || operation instanceof Operation.Detach;
    }

    void evaluate(ScalarValues given, float[] target) {
        for (int i = 0; i < nodes.length; i++) {
            Operation operation = nodes[i].operation();
            if (operation instanceof Operation.Scalar) {
                values[i] = given.of(nodes[i]);
            } else if (operation instanceof Operation.Constant constant) {
                values[i] = constant.value();
            } else if (operation instanceof Operation.Apply apply) {
                int[] from = operands[i];
                values[i] = apply.function()
                        .apply(
                                values[from[0]],
                                from.length > 1 ? values[from[1]] : 0,
                                from.length > 2 ? values[from[2]] : 0);
            } else {
                values[i] = values[operands[i][0]];
            }
        }
        for (int i = 0; i < results.length; i++) {
            target[i] = (float) values[results[i]];
        }
    }
}

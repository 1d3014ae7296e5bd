package dev.occam.testkit;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Reduction;
import dev.occam.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What formulas are made of. */
final class Formulas {
    private Formulas() {}

    /** The formula's tensors, each once. */
    static Set<Tensor> nodes(Tensor formula) {
        Set<Tensor> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Tensor> open = new ArrayDeque<>();
        open.push(formula);
        while (!open.isEmpty()) {
            Tensor next = open.pop();
            if (nodes.add(next)) {
                next.operands().forEach(open::push);
            }
        }
        return nodes;
    }

    /** Whether random numbers are drawn. */
    static boolean isRandom(Tensor formula) {
        return nodes(formula).stream().anyMatch(node -> node.operation() instanceof Operation.Random);
    }

    /** Fails unless all random numbers of the formula were drawn from the step that it was written for. */
    static void requireDrawnFrom(FixedSite site, Tensor formula, String what) {
        for (Tensor node : nodes(formula)) {
            if (node.operation() instanceof Operation.Random && !site.drew(node)) {
                throw new AssertionError(what + " uses random numbers that it did not draw from its step, so another"
                        + " rule or another call may have the same: draw them with step.uniform(shape) each time");
            }
        }
    }

    /** Whether a value depends on several elements of one tensor. */
    static boolean reduces(Tensor formula) {
        return nodes(formula).stream()
                .anyMatch(node ->
                        node.operation() instanceof Operation.Reduce || node.operation() instanceof Operation.MatMul);
    }

    /** Whether a scalar is made of sums in such a way that its derivative by an element needs no other element. */
    static boolean isSumOfElements(Tensor scalar) {
        if (!reduces(scalar)) {
            return true;
        }
        List<Tensor> operands = scalar.operands();
        if (scalar.operation() instanceof Operation.Reduce reduce) {
            return reduce.reduction() == Reduction.SUM && !reduces(operands.get(0));
        }
        if (!(scalar.operation() instanceof Operation.Apply apply)) {
            return false;
        }
        return switch (apply.function()) {
            case NEG, ADD, SUB -> operands.stream().allMatch(Formulas::isSumOfElements);
            case MUL ->
                operands.stream().anyMatch(Formulas::isFixed)
                        && operands.stream().allMatch(Formulas::isSumOfElements);
            case DIV -> isFixed(operands.get(1)) && isSumOfElements(operands.get(0));
            case ABS, SQRT, EXP, LOG, TANH, FLOOR, MIN, MAX, LT, SELECT -> false;
        };
    }

    private static boolean isFixed(Tensor factor) {
        return nodes(factor).stream().noneMatch(node -> node.operation() instanceof Operation.Input);
    }
}

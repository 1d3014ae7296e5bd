package dev.occam.testkit;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
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
}

package dev.occam.engine.gradient;

import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives the gradient of a formula: reverse-mode differentiation, a pass over the formula from its result to its leaves
 * that multiplies and adds up the local derivatives of {@link Adjoints}. The gradient is a formula again.
 */
public final class Gradients {
    private Gradients() {}

    /**
     * The gradients of a scalar with respect to these tensors.
     *
     * @return a tensor of each one's shape; zeros where the scalar does not depend on it
     * @throws IllegalArgumentException if the formula is not a scalar
     */
    public static List<Tensor> of(Tensor scalar, List<Tensor> with) {
        if (scalar.shape().rank() != 0) {
            throw new IllegalArgumentException("only a scalar has a gradient, not " + scalar.shape());
        }
        List<Tensor> path = dependents(scalar, with);
        Map<Tensor, Tensor> gradients = new IdentityHashMap<>();
        gradients.put(scalar, Tensor.constant(1));
        for (int i = path.size() - 1; i >= 0; i--) {
            Tensor node = path.get(i);
            Tensor gradient = gradients.get(node);
            if (gradient == null || node.operands().isEmpty()) {
                continue;
            }
            List<Tensor> shares = Adjoints.of(node, gradient);
            for (int operand = 0; operand < shares.size(); operand++) {
                Tensor share = shares.get(operand);
                if (share != Adjoints.NONE) {
                    gradients.merge(node.operands().get(operand), share, Tensor::add);
                }
            }
        }
        List<Tensor> result = new ArrayList<>();
        for (Tensor tensor : with) {
            Tensor gradient = gradients.get(tensor);
            result.add(gradient == null ? Tensor.constant(0).expand(tensor.shape()) : gradient);
        }
        return result;
    }

    /** The nodes between these tensors and the result, operands first. */
    private static List<Tensor> dependents(Tensor result, List<Tensor> with) {
        Set<Tensor> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(with);
        Map<Tensor, Boolean> depends = new IdentityHashMap<>();
        List<Tensor> ordered = new ArrayList<>();
        visit(result, wanted, depends, ordered);
        return ordered;
    }

    private static boolean visit(Tensor node, Set<Tensor> wanted, Map<Tensor, Boolean> depends, List<Tensor> ordered) {
        Boolean known = depends.get(node);
        if (known != null) {
            return known;
        }
        boolean found = wanted.contains(node);
        for (Tensor operand : node.operands()) {
            found |= visit(operand, wanted, depends, ordered);
        }
        depends.put(node, found);
        if (found) {
            ordered.add(node);
        }
        return found;
    }
}

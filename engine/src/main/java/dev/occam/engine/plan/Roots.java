package dev.occam.engine.plan;

import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Operation.Apply;
import dev.occam.tensor.Operation.Expand;
import dev.occam.tensor.Operation.Gather;
import dev.occam.tensor.Operation.Input;
import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Pad;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Operation.Windows;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which tensors a kernel must produce as such; everything else is computed where it is used, as often as it is used.
 *
 * <p>Roots are: results that were asked for, products and reductions, what a product or a look-up reads, what is padded,
 * what overlapping windows read outside of products, what would be slow to do again for many values, and the last of a chain of element-wise
 * work that only a product leads to (its epilogue).
 */
final class Roots {
    private static final Set<Elementwise> SLOW =
            EnumSet.of(Elementwise.DIV, Elementwise.SQRT, Elementwise.EXP, Elementwise.LOG, Elementwise.TANH);
    private static final int FEWEST_REPEATS = 8;

    private final List<Tensor> ordered = new ArrayList<>();
    private final Set<Tensor> seen = identitySet();
    private final Set<Tensor> roots = identitySet();
    private final Map<Tensor, List<Tensor>> users = new IdentityHashMap<>();

    /**
     * The roots of these formulas.
     *
     * @param more tensors that have turned out to be needed in memory as well
     * @return operands first
     */
    static List<Tensor> of(List<Tensor> results, Set<Tensor> more) {
        Roots roots = new Roots();
        results.forEach(roots::visit);
        roots.roots.addAll(results);
        roots.roots.addAll(more);
        for (Tensor node : roots.ordered) {
            if (overlaps(node.operation()) && !roots.isForProducts(node, results)) {
                roots.addStored(windowed(node));
            }
        }
        for (Tensor node : roots.ordered) {
            if (node.operation() instanceof MatMul && !results.contains(node)) {
                roots.roots.add(roots.endOfEpilogue(node));
            }
        }
        return roots.ordered.stream().filter(roots.roots::contains).toList();
    }

    private void visit(Tensor node) {
        if (!seen.add(node)) {
            return;
        }
        for (Tensor operand : node.operands()) {
            visit(operand);
            users.computeIfAbsent(operand, unused -> new ArrayList<>()).add(node);
        }
        ordered.add(node);
        if (node.operation() instanceof MatMul) {
            roots.add(node);
            node.operands().forEach(operand -> addStored(base(operand)));
        } else if (node.operation() instanceof Reduce) {
            roots.add(node);
        } else if (node.operation() instanceof Gather) {
            addStored(node.operands().get(0));
        } else if (Access.canMiss(node.operation())) {
            addStored(base(node));
        } else if (node.operation() instanceof Expand && isWorthKeeping(node)) {
            addStored(base(node));
        }
    }

    /** Whether slow work on few values would be done again for each of many, as for the deviations of a normalization. */
    private boolean isWorthKeeping(Tensor expand) {
        Tensor few = base(expand);
        int values = few.shape().elements();
        return values > 1 && expand.shape().elements() / values >= FEWEST_REPEATS && isSlow(few);
    }

    private boolean isSlow(Tensor node) {
        if (roots.contains(node) || !(node.operation() instanceof Apply apply)) {
            return false;
        }
        return SLOW.contains(apply.function()) || node.operands().stream().anyMatch(this::isSlow);
    }

    /** Whether only products read a view, through further views: they pack what they read, padding and all. */
    private boolean isForProducts(Tensor view, List<Tensor> results) {
        if (roots.contains(view) || results.contains(view)) {
            return false;
        }
        return users.getOrDefault(view, List.of()).stream()
                .allMatch(user -> user.operation() instanceof MatMul
                        || Access.isView(user.operation()) && isForProducts(user, results));
    }

    /** Whether windows read most values several times. */
    private static boolean overlaps(Operation operation) {
        return operation instanceof Windows windows && windows.size() > windows.stride();
    }

    private void addStored(Tensor node) {
        if (!(node.operation() instanceof Input)) {
            roots.add(node);
        }
    }

    private Tensor endOfEpilogue(Tensor product) {
        Tensor last = product;
        while (!roots.contains(last) || last == product) {
            List<Tensor> next = users.getOrDefault(last, List.of());
            if (next.size() != 1
                    || !(next.get(0).operation() instanceof Apply)
                    || !next.get(0).shape().equals(product.shape())) {
                return last;
            }
            last = next.get(0);
        }
        return last;
    }

    /** What windows are cut from: padding is written out, so that long runs of a window have no bounds. */
    private static Tensor windowed(Tensor windows) {
        Tensor node = windows;
        while (Access.isView(node.operation()) && !(node.operation() instanceof Pad)) {
            node = node.operands().get(0);
        }
        return node;
    }

    /** What a view, or a view of a view, is of. */
    static Tensor base(Tensor view) {
        Tensor node = view;
        while (Access.isView(node.operation())) {
            node = node.operands().get(0);
        }
        return node;
    }

    static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}

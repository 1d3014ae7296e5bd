package dev.occam.engine.plan;

import dev.occam.tensor.Operation.Apply;
import dev.occam.tensor.Operation.Constant;
import dev.occam.tensor.Operation.Input;
import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Operation.Scalar;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Groups roots into kernels, greedily and operands first. A root joins a kernel that is there already if it has the same
 * space, reads something in common with it, and no third kernel would have to run between; else it founds one.
 */
final class Fusion {
    /** Rows up to this length may be gone through several times by one kernel, as softmax does. */
    static final int LONGEST_STAGED_ROW = 4096;

    private static final Storage SOMEWHERE = new Storage("somewhere", 0);

    private final Set<Tensor> roots = Roots.identitySet();
    private final Map<Tensor, Group> groupOf = new IdentityHashMap<>();
    private final Map<Group, Set<Tensor>> readBy = new IdentityHashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final Set<Tensor> unreachable = Roots.identitySet();
    private final Map<Tensor, Integer> slots = new IdentityHashMap<>();

    /** While kernels are being formed, everything that will lie in memory lies somewhere. */
    private final Emitter.Context anywhere = new Emitter.Context() {
        @Override
        public Optional<Region> place(Tensor tensor) {
            return tensor.operation() instanceof Input || roots.contains(tensor)
                    ? Optional.of(new Region(SOMEWHERE, 0))
                    : Optional.empty();
        }

        @Override
        public Optional<Integer> slot(Tensor tensor) {
            return Fusion.this.slot(tensor);
        }
    };

    Fusion(List<Tensor> ordered) {
        roots.addAll(ordered);
        for (Tensor root : ordered) {
            place(root);
        }
        boolean merged = true;
        while (merged) {
            merged = mergeTwo(ordered);
        }
    }

    /** The kernels, in the order in which they were founded. */
    List<Group> groups() {
        return groups;
    }

    /** Tensors that must become roots before the kernels are right. */
    Set<Tensor> unreachable() {
        return unreachable;
    }

    /** The formulas that the host computes, by slot. */
    List<Tensor> scalars() {
        Tensor[] ordered = new Tensor[slots.size()];
        slots.forEach((tensor, slot) -> ordered[slot] = tensor);
        return List.of(ordered);
    }

    Group groupOf(Tensor root) {
        return groupOf.get(root);
    }

    boolean isRoot(Tensor tensor) {
        return roots.contains(tensor);
    }

    /** What a kernel reads: inputs and roots of other kernels. */
    Set<Tensor> readBy(Group group) {
        return readBy.get(group);
    }

    Optional<Integer> slot(Tensor tensor) {
        if (tensor.shape().rank() > 0 || tensor.operation() instanceof Constant || !isHosted(tensor)) {
            return Optional.empty();
        }
        return Optional.of(slots.computeIfAbsent(tensor, unused -> slots.size()));
    }

    private static boolean isHosted(Tensor tensor) {
        return (tensor.operation() instanceof Scalar
                        || tensor.operation() instanceof Constant
                        || tensor.operation() instanceof Apply)
                && tensor.operands().stream().allMatch(Fusion::isHosted);
    }

    private void place(Tensor root) {
        Group own = founded(root);
        Set<Tensor> read = write(own, List.of(root));
        for (Group candidate : candidates(root, read)) {
            if (join(root, candidate)) {
                return;
            }
        }
        own.roots().add(root);
        groups.add(own);
        groupOf.put(root, own);
        settle(own, read);
    }

    private Group founded(Tensor root) {
        if (root.operation() instanceof Reduce reduce) {
            return new Group(root.operands().get(0).shape(), reduce.axes());
        }
        Group group = new Group(root.shape(), List.of());
        if (root.operation() instanceof MatMul) {
            group.over(Products.axes(root, anywhere));
        }
        return group;
    }

    /** Kernels worth trying: those that compute what the root reads, latest first, then those that read the same. */
    private Set<Group> candidates(Tensor root, Set<Tensor> read) {
        Set<Group> candidates = new LinkedHashSet<>();
        if (root.operation() instanceof MatMul) {
            return candidates;
        }
        for (int i = groups.size() - 1; i >= 0; i--) {
            if (groups.get(i).roots().stream().anyMatch(read::contains)) {
                candidates.add(groups.get(i));
            }
        }
        for (Group group : groups) {
            if (readBy.get(group).stream().anyMatch(read::contains)) {
                candidates.add(group);
            }
        }
        Set<Group> sources = new LinkedHashSet<>();
        read.stream().map(this::source).flatMap(Optional::stream).forEach(sources::add);
        for (Group group : groups) {
            if (readBy.get(group).stream()
                    .map(this::source)
                    .flatMap(Optional::stream)
                    .anyMatch(sources::contains)) {
                candidates.add(group);
            }
        }
        return candidates;
    }

    private boolean join(Tensor root, Group group) {
        List<Integer> before = group.reduced();
        if (root.operation() instanceof Reduce reduce) {
            Shape from = root.operands().get(0).shape();
            boolean same = from.equals(group.shape()) && (before.isEmpty() || before.equals(reduce.axes()));
            if (!same || group.isProduct()) {
                return false;
            }
            group.reduce(reduce.axes());
        } else if (!group.fits(root.shape())) {
            return false;
        }
        List<Tensor> together = new ArrayList<>(group.roots());
        together.add(root);
        Emitter emitter = emit(group, together);
        Set<Tensor> read = emitter.read().keySet();
        boolean possible = emitter.unreachable().isEmpty()
                && read.stream()
                        .map(this::source)
                        .flatMap(Optional::stream)
                        .noneMatch(source -> source.dependsOn(group))
                && !tooLong(group, emitter);
        if (!possible) {
            group.reduce(before);
            return false;
        }
        group.roots().add(root);
        groupOf.put(root, group);
        Set<Tensor> all = Roots.identitySet();
        all.addAll(read);
        if (group.isProduct()) {
            all.addAll(productReads(group));
        }
        settle(group, all);
        return true;
    }

    /**
     * Makes one kernel of two with the same space, of which one reads what the other computes or both read the same. Roots
     * come operands first, so a kernel may have been founded before the one that it belongs to.
     */
    private boolean mergeTwo(List<Tensor> ordered) {
        for (Group first : groups) {
            for (Group second : groups) {
                if (first != second && !first.isProduct() && !second.isProduct() && haveCommon(first, second)) {
                    Optional<Group> merged = merged(first, second, ordered);
                    if (merged.isPresent()) {
                        replace(first, second, merged.get());
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean haveCommon(Group first, Group second) {
        boolean sameSpace = first.shape().equals(second.shape())
                && (first.reduced().equals(second.reduced()) || first.reduced().isEmpty());
        return sameSpace
                && (first.roots().stream().anyMatch(readBy(second)::contains)
                        || readBy(first).stream().anyMatch(readBy(second)::contains));
    }

    private Optional<Group> merged(Group first, Group second, List<Tensor> ordered) {
        Group merged = new Group(second.shape(), second.reduced());
        List<Tensor> together = ordered.stream()
                .filter(root -> groupOf.get(root) == first || groupOf.get(root) == second)
                .toList();
        Emitter emitter = emit(merged, together);
        boolean possible = emitter.unreachable().isEmpty()
                && emitter.read().keySet().stream()
                        .map(this::source)
                        .flatMap(Optional::stream)
                        .noneMatch(source -> source.dependsOn(first) || source.dependsOn(second))
                && !tooLong(merged, emitter);
        if (!possible) {
            return Optional.empty();
        }
        merged.roots().addAll(together);
        settle(merged, emitter.read().keySet());
        return Optional.of(merged);
    }

    private void replace(Group first, Group second, Group merged) {
        merged.roots().forEach(root -> groupOf.put(root, merged));
        groups.set(groups.indexOf(second), merged);
        groups.remove(first);
        for (Group group : groups) {
            if (group.needs().removeAll(List.of(first, second))) {
                group.needs().add(merged);
            }
        }
    }

    private static boolean tooLong(Group group, Emitter emitter) {
        if (group.reduced().isEmpty()) {
            return false;
        }
        var program = emitter.program("");
        return program.rowLength() > LONGEST_STAGED_ROW && program.isStaged();
    }

    private Set<Tensor> write(Group group, List<Tensor> together) {
        Set<Tensor> read = Roots.identitySet();
        if (together.get(0).operation() instanceof MatMul) {
            group.roots().add(together.get(0));
            read.addAll(productReads(group));
            group.roots().clear();
            return read;
        }
        Emitter emitter = emit(group, together);
        unreachable.addAll(emitter.unreachable());
        read.addAll(emitter.read().keySet());
        return read;
    }

    private Emitter emit(Group group, List<Tensor> together) {
        Emitter emitter = new Emitter(group, anywhere);
        together.forEach(emitter::compute);
        return emitter;
    }

    private Set<Tensor> productReads(Group group) {
        Emitter emitter = new Emitter(group, anywhere);
        Products.left(group, emitter, anywhere);
        Products.right(group, emitter, anywhere);
        unreachable.addAll(emitter.unreachable());
        return emitter.read().keySet();
    }

    /** The kernel that must have run before a tensor can be read; none for inputs. */
    private Optional<Group> source(Tensor tensor) {
        return tensor.operation() instanceof Input ? Optional.empty() : Optional.ofNullable(groupOf.get(tensor));
    }

    private void settle(Group group, Set<Tensor> read) {
        readBy.put(group, read);
        for (Tensor tensor : read) {
            source(tensor).ifPresent(group.needs()::add);
        }
    }
}

package dev.occam.engine.plan;

import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.engine.plan.Plan.PlannedKernel;
import dev.occam.tensor.Operation.Input;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns formulas into a {@link Plan}: simplified, fused, with buffers assigned. */
public final class Planner {
    private final String name;
    private final Map<Tensor, Region> inputs;
    private final Map<Tensor, List<Region>> targets = new IdentityHashMap<>();
    private final List<Tensor> results = new ArrayList<>();
    private final Map<Tensor, Region> places = new IdentityHashMap<>();
    private final List<Copy> copies = new ArrayList<>();

    private record Copy(Tensor value, Region target) {}

    private Planner(String name, Map<Tensor, Region> inputs, List<Output> outputs) {
        this.name = name;
        this.inputs = new IdentityHashMap<>(inputs);
        Simplifier simplifier = new Simplifier();
        for (Output output : outputs) {
            Tensor result = simplifier.simplify(output.value());
            while (result.operation() instanceof Reshape) {
                result = result.operands().get(0);
            }
            if (!targets.containsKey(result)) {
                results.add(result);
            }
            targets.computeIfAbsent(result, unused -> new ArrayList<>()).add(output.target());
        }
    }

    /**
     * The plan of these formulas.
     *
     * <p>An output may lie where an input lies: all reads of the input come before.
     *
     * @param name what listings call it
     * @param inputs where each input of the formulas lies
     * @param outputs what is computed, and where to; places must not overlap each other
     */
    public static Plan plan(String name, Map<Tensor, Region> inputs, List<Output> outputs) {
        return new Planner(name, inputs, outputs).plan();
    }

    private Plan plan() {
        Set<Tensor> stored = Roots.identitySet();
        Fusion fusion = new Fusion(Roots.of(results, stored));
        while (!fusion.unreachable().isEmpty()) {
            stored.addAll(fusion.unreachable());
            fusion = new Fusion(Roots.of(results, stored));
        }
        orderWrites(fusion);
        List<Group> ordered = order(fusion.groups());
        Scratch scratch = new Scratch();
        placeIntermediates(fusion, ordered, scratch);
        Storage memory = new Storage(name + " scratch", scratch.size());
        places.replaceAll(
                (tensor, region) -> region.storage() == Scratch.PENDING ? memory.from(region.offset()) : region);
        List<PlannedKernel> kernels = new ArrayList<>();
        for (Group group : ordered) {
            kernels.add(kernel(group, fusion));
        }
        for (Copy copy : copies) {
            kernels.add(copy(copy, fusion));
        }
        return new Plan(name, kernels, memory, fusion.scalars());
    }

    /**
     * Who overwrites an input runs after all who read it. Where that is impossible, the result is put aside and copied to
     * its place at the end.
     */
    private void orderWrites(Fusion fusion) {
        for (Tensor result : results) {
            Group writer = fusion.groupOf(result);
            List<Region> kept = new ArrayList<>();
            for (Region target : targets.get(result)) {
                boolean possible = true;
                for (Map.Entry<Tensor, Region> input : inputs.entrySet()) {
                    possible = possible
                            && (!overlap(input.getKey(), input.getValue(), result, target)
                                    || follow(fusion, writer, input.getKey(), input.getValue(), result, target));
                }
                if (possible) {
                    kept.add(target);
                } else {
                    copies.add(new Copy(result, target));
                }
            }
            targets.put(result, kept);
        }
    }

    private boolean follow(Fusion fusion, Group writer, Tensor input, Region at, Tensor result, Region target) {
        for (Group reader : fusion.groups()) {
            if (reader == writer) {
                if (fusion.readBy(reader).contains(input) && !inPlace(fusion, writer, input, at, result, target)) {
                    return false;
                }
            } else if (fusion.readBy(reader).contains(input)) {
                if (reader.dependsOn(writer)) {
                    return false;
                }
                writer.needs().add(reader);
            }
        }
        return true;
    }

    /** Whether a kernel reads an input only at the place that it writes at the same coordinate. */
    private boolean inPlace(Fusion fusion, Group writer, Tensor input, Region at, Tensor result, Region target) {
        if (writer.isProduct()) {
            Emitter operands = new Emitter(writer, located(fusion));
            Products.left(writer, operands, located(fusion));
            Products.right(writer, operands, located(fusion));
            if (operands.read().containsKey(input)) {
                return false;
            }
        }
        Emitter emitter = new Emitter(writer, located(fusion));
        writer.roots().forEach(emitter::compute);
        View store = writer.accessOf(result).view(target.offset(), result.shape());
        List<Access> accesses = emitter.read().getOrDefault(input, List.of());
        return accesses.stream()
                .allMatch(access -> access.view(at.offset(), input.shape()).equals(store));
    }

    /** Like the final context, but with every tensor that will lie in memory lying somewhere. */
    private Emitter.Context located(Fusion fusion) {
        return new Emitter.Context() {
            @Override
            public Optional<Region> place(Tensor tensor) {
                if (inputs.containsKey(tensor)) {
                    return Optional.of(inputs.get(tensor));
                }
                return fusion.isRoot(tensor) ? Optional.of(Scratch.PENDING.from(0)) : Optional.empty();
            }

            @Override
            public Optional<Integer> slot(Tensor tensor) {
                return fusion.slot(tensor);
            }
        };
    }

    private static boolean overlap(Tensor a, Region first, Tensor b, Region second) {
        return first.storage() == second.storage()
                && first.offset() < second.offset() + b.shape().elements()
                && second.offset() < first.offset() + a.shape().elements();
    }

    /** The kernels such that each comes after those that it needs, else in the order in which they were founded. */
    private static List<Group> order(List<Group> groups) {
        Set<Group> ordered = new LinkedHashSet<>();
        while (ordered.size() < groups.size()) {
            Group next = groups.stream()
                    .filter(group -> !ordered.contains(group) && ordered.containsAll(group.needs()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("kernels wait for each other"));
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    private void placeIntermediates(Fusion fusion, List<Group> ordered, Scratch scratch) {
        for (int i = 0; i < ordered.size(); i++) {
            for (Tensor root : ordered.get(i).roots()) {
                List<Region> asked = targets.getOrDefault(root, List.of());
                if (!asked.isEmpty()) {
                    places.put(root, asked.get(0));
                    continue;
                }
                int last = -1;
                for (int reader = 0; reader < ordered.size(); reader++) {
                    if (ordered.get(reader) != ordered.get(i)
                            && fusion.readBy(ordered.get(reader)).contains(root)) {
                        last = reader;
                    }
                }
                if (copies.stream().anyMatch(copy -> copy.value() == root)) {
                    last = ordered.size();
                }
                if (last >= 0) {
                    places.put(
                            root, Scratch.PENDING.from(scratch.take(root.shape().elements(), i, last)));
                }
            }
        }
    }

    private Emitter.Context finished(Fusion fusion) {
        return new Emitter.Context() {
            @Override
            public Optional<Region> place(Tensor tensor) {
                return Optional.ofNullable(
                        tensor.operation() instanceof Input ? inputs.get(tensor) : places.get(tensor));
            }

            @Override
            public Optional<Integer> slot(Tensor tensor) {
                return fusion.slot(tensor);
            }
        };
    }

    private PlannedKernel kernel(Group group, Fusion fusion) {
        Emitter emitter = new Emitter(group, finished(fusion));
        if (!group.isProduct()) {
            compute(group, emitter);
            Program program = Collapse.of(emitter.program(name));
            return new PlannedKernel.Fused(program, emitter.storages());
        }
        View left = Products.left(group, emitter, finished(fusion));
        int leftBuffer = emitter.operandBuffer(group.product().operands().get(0));
        View right = Products.right(group, emitter, finished(fusion));
        int rightBuffer = emitter.operandBuffer(group.product().operands().get(1));
        compute(group, emitter);
        ProductAxes axes = group.axes();
        MatMul matMul = CollapseProduct.of(new MatMul(
                axes.batch(),
                axes.rows(),
                axes.columns(),
                axes.inner(),
                leftBuffer,
                left,
                rightBuffer,
                right,
                emitter.program(name)));
        return new PlannedKernel.Product(matMul, emitter.storages());
    }

    private void compute(Group group, Emitter emitter) {
        for (Tensor root : group.roots()) {
            emitter.compute(root);
        }
        for (Tensor root : group.roots()) {
            Region place = places.get(root);
            List<Region> asked = targets.getOrDefault(root, List.of());
            if (place != null && asked.isEmpty()) {
                emitter.store(root, place);
            }
            asked.forEach(target -> emitter.store(root, target));
        }
    }

    private PlannedKernel copy(Copy copy, Fusion fusion) {
        Group group = new Group(copy.value().shape(), List.of());
        Emitter emitter = new Emitter(group, finished(fusion));
        emitter.copy(copy.value(), copy.target());
        return new PlannedKernel.Fused(Collapse.of(emitter.program(name)), emitter.storages());
    }
}

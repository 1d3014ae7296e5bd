package dev.occam.engine.plan;

import dev.occam.device.Instruction;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Operation.Apply;
import dev.occam.tensor.Operation.Gather;
import dev.occam.tensor.Operation.Index;
import dev.occam.tensor.Operation.Input;
import dev.occam.tensor.Operation.MatMul;
import dev.occam.tensor.Operation.Random;
import dev.occam.tensor.Operation.Reduce;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes the lines of one kernel. Formulas are followed from a root down to tensors that lie in memory; views on the way
 * become part of the loads, and equal lines are written once.
 */
final class Emitter {
    /** Where tensors lie, and how the host's scalars are numbered. */
    interface Context {
        /** The memory of an input or of a tensor that another kernel stores; empty for what is computed on the way. */
        Optional<Region> place(Tensor tensor);

        /** The slot of a formula that the host computes; empty for other formulas. */
        Optional<Integer> slot(Tensor tensor);
    }

    private record Visit(int tensor, Access access) {
        // Written out, since what records have of themselves is made when it is first called: see decision 23.
        @Override
        public boolean equals(Object other) {
            return other instanceof Visit that && tensor == that.tensor && access.equals(that.access);
        }

        @Override
        public int hashCode() {
            return 31 * tensor + access.hashCode();
        }
    }

    private final Group group;
    private final Context context;
    private final Map<Tensor, Integer> numbers = new IdentityHashMap<>();
    private final Map<Visit, Integer> visited = new HashMap<>();
    private final Map<Tensor, Integer> computed = new IdentityHashMap<>();
    private final Map<Storage, Integer> buffers = new LinkedHashMap<>();
    private final Map<Instruction, Integer> known = new HashMap<>();
    private final List<Instruction> body = new ArrayList<>();
    private final Map<Tensor, List<Access>> read = new IdentityHashMap<>();
    private final List<Tensor> unreachable = new ArrayList<>();

    Emitter(Group group, Context context) {
        this.group = group;
        this.context = context;
    }

    /** Writes what computes this root, which is then at hand for later roots. */
    void compute(Tensor root) {
        int line;
        if (root.operation() instanceof MatMul) {
            line = line(new Instruction.Product());
        } else if (root.operation() instanceof Reduce reduce) {
            line = line(new Instruction.Reduce(
                    reduce.reduction(), visit(root.operands().get(0), group.whole())));
        } else {
            line = express(root, group.accessOf(root));
        }
        computed.put(root, line);
    }

    /** Writes a store of a root that was computed. */
    void store(Tensor root, Region target) {
        View view = group.accessOf(root).view(target.offset(), root.shape());
        body.add(new Instruction.Store(buffer(target.storage()), view, computed.get(root)));
    }

    /** Writes a load of a tensor that lies in memory, and a store of it elsewhere. */
    void copy(Tensor tensor, Region target) {
        computed.put(tensor, visit(tensor, group.whole()));
        store(tensor, target);
    }

    /**
     * The view through which a product reads one of its operands.
     *
     * @param last a view on the way below which values must lie in memory, even if the view were linear
     */
    View operand(Tensor tensor, Access access, Optional<Tensor> last) {
        Tensor node = tensor;
        Access current = access;
        while (true) {
            Optional<Region> place = context.place(node);
            if (place.isPresent()) {
                read(node, current);
                return current.view(place.get().offset(), node.shape());
            }
            Tensor view = node;
            Optional<Access> next =
                    last.filter(stop -> stop == view).isPresent() ? Optional.empty() : current.through(node);
            Tensor below = node.operands().get(0);
            if (next.isEmpty()) {
                return load(below, current.flat(0, node.shape()), current);
            }
            node = below;
            current = next.get();
        }
    }

    /** The buffer number of the memory that a product's operand comes to lie in. */
    int operandBuffer(Tensor tensor) {
        Tensor node = tensor;
        while (context.place(node).isEmpty()) {
            node = node.operands().get(0);
        }
        return buffer(context.place(node).get().storage());
    }

    /** Tensors in memory that were read, with the accesses. */
    Map<Tensor, List<Access>> read() {
        return read;
    }

    /** Tensors that must lie in memory before this kernel can be written, because a view of them is not linear. */
    List<Tensor> unreachable() {
        return unreachable;
    }

    List<Storage> storages() {
        return List.copyOf(buffers.keySet());
    }

    Program program(String name) {
        return new Program(name, group.space(), group.reduced().size(), body);
    }

    private int visit(Tensor tensor, Access access) {
        Integer own = computed.get(tensor);
        if (own != null && access.equals(group.accessOf(tensor))) {
            return own;
        }
        Visit key = new Visit(numbers.computeIfAbsent(tensor, unused -> numbers.size()), access);
        Integer done = visited.get(key);
        if (done != null) {
            return done;
        }
        Optional<Region> place = context.place(tensor);
        int line;
        if (place.isPresent()) {
            read(tensor, access);
            line = line(new Instruction.Load(
                    buffer(place.get().storage()), access.view(place.get().offset(), tensor.shape())));
        } else {
            line = express(tensor, access);
        }
        visited.put(key, line);
        return line;
    }

    private int express(Tensor tensor, Access access) {
        Operation operation = tensor.operation();
        OptionalDouble constant = Simplifier.constant(tensor);
        if (constant.isPresent()) {
            return line(new Instruction.Constant((float) constant.getAsDouble()));
        }
        Optional<Integer> slot = context.slot(tensor);
        if (slot.isPresent()) {
            return line(new Instruction.Scalar(slot.get()));
        }
        if (operation instanceof Apply apply) {
            List<Integer> operands = new ArrayList<>();
            for (Tensor operand : tensor.operands()) {
                operands.add(visit(operand, access));
            }
            return line(new Instruction.Apply(apply.function(), operands));
        }
        if (operation instanceof Random random) {
            return line(new Instruction.Random(random.site(), access.flat(0, tensor.shape())));
        }
        if (operation instanceof Index index) {
            return line(new Instruction.Index(access.coordinates().get(index.axis())));
        }
        if (operation instanceof Gather) {
            return gather(tensor, access);
        }
        if (Access.isView(operation)) {
            return view(tensor, access);
        }
        if (operation instanceof Input) {
            Region place = context.place(tensor)
                    .orElseThrow(() -> new IllegalArgumentException(tensor + " is bound to no memory"));
            read(tensor, access);
            return line(new Instruction.Load(buffer(place.storage()), access.view(place.offset(), tensor.shape())));
        }
        throw new IllegalStateException(tensor + " belongs to another kernel");
    }

    private int view(Tensor view, Access access) {
        Tensor below = view.operands().get(0);
        Optional<Access> through = access.through(view);
        if (through.isPresent()) {
            return visit(below, through.get());
        }
        View at = load(below, access.flat(0, view.shape()), access);
        return line(new Instruction.Load(
                buffer(context.place(below).map(Region::storage).orElse(NOWHERE)), at));
    }

    private static final Storage NOWHERE = new Storage("nowhere", 0);

    /** Values that lie row by row are the same in another shape: only their number counts. */
    private View load(Tensor tensor, dev.occam.device.Affine number, Access access) {
        Optional<Region> place = context.place(tensor);
        if (place.isEmpty()) {
            Tensor base = tensor;
            unreachable.add(base);
            return new View(number, access.bounds());
        }
        read(tensor, access);
        return new View(number.plus(1, Access.fixed(place.get().offset(), access.rank())), access.bounds());
    }

    private int gather(Tensor tensor, Access access) {
        Tensor table = tensor.operands().get(0);
        Tensor indices = tensor.operands().get(1);
        int axes = indices.shape().rank();
        Access chosen = new Access(access.space(), access.coordinates().subList(0, axes), access.bounds());
        int index = visit(indices, chosen);
        Region place =
                context.place(table).orElseThrow(() -> new IllegalStateException(table + " does not lie in memory"));
        Shape row = table.shape().without(List.of(0));
        Access rest = new Access(
                access.space(),
                access.coordinates().subList(axes, access.coordinates().size()),
                access.bounds());
        read(table, access);
        return line(new Instruction.Gather(
                buffer(place.storage()),
                rest.view(place.offset(), row),
                row.elements(),
                table.shape().size(0),
                index));
    }

    private void read(Tensor tensor, Access access) {
        read.computeIfAbsent(tensor, unused -> new ArrayList<>()).add(access);
    }

    private int buffer(Storage storage) {
        return buffers.computeIfAbsent(storage, unused -> buffers.size());
    }

    private int line(Instruction instruction) {
        return known.computeIfAbsent(instruction, unused -> {
            body.add(instruction);
            return body.size() - 1;
        });
    }
}

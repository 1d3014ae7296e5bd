package dev.occam.cpu.program;

import dev.occam.cpu.loop.Fusion;
import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.loop.LoopBody;
import dev.occam.cpu.loop.LoopParts;
import dev.occam.cpu.loop.Path;
import dev.occam.cpu.step.Level;
import dev.occam.cpu.step.Partials;
import dev.occam.cpu.step.Walk;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link Direct} of a program whose operations and views allow it. */
final class DirectBuilder {
    /** Where registers are. */
    private static final int AT_ZERO = 0;

    /** Where the values of a product are. */
    private static final int AT_PRODUCT = -1;

    private final Lowering lowering;
    private final LoopBody body = new LoopBody();
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Slot, Integer> numbers = new HashMap<>();
    private final Set<Integer> stored = new HashSet<>();
    private final List<Walk> starts = new ArrayList<>();
    private final Lanes lanes;
    private final List<Integer> outerAxes;
    private final List<Integer> innerAxes;
    private boolean fits = true;
    private int values;

    private DirectBuilder(Lowering lowering, List<Integer> outerAxes, List<Integer> innerAxes) {
        this.lowering = lowering;
        this.outerAxes = outerAxes;
        this.innerAxes = innerAxes;
        lanes = lowering.lanes();
        values = lowering.lines().size();
    }

    /** The whole program as one loop, or one for each run that all buffers are crossed in; an epilogue as one for each row. */
    static Optional<Direct> of(Lowering lowering) {
        Layout layout = lowering.layout();
        boolean vectors = lowering.lanes() == Lanes.VECTOR;
        if (layout.kind() == Layout.Kind.PRODUCT && vectors) {
            return of(lowering, layout.outerAxes(), layout.innerAxes());
        }
        if (layout.kind() != Layout.Kind.FLAT) {
            return Optional.empty();
        }
        List<Integer> axes = layout.rowAxes();
        Optional<Direct> direct = of(lowering, List.of(), axes);
        for (int cut = 1; cut < axes.size() && direct.isEmpty() && vectors; cut++) {
            direct = of(lowering, axes.subList(0, cut), axes.subList(cut, axes.size()))
                    .filter(Direct::hasLongRuns);
        }
        return direct;
    }

    private static Optional<Direct> of(Lowering lowering, List<Integer> outerAxes, List<Integer> innerAxes) {
        DirectBuilder builder = new DirectBuilder(lowering, outerAxes, innerAxes);
        lowering.lines().live().forEach(builder::add);
        return builder.build();
    }

    /**
     * A pass over long rows as one loop for each block, whose totals start apart from its buffers: over a part of one row,
     * or over neighbouring rows where a block's values are neighbours, too.
     */
    static Optional<Direct> ofPass(Lowering lowering, Collection<Integer> lines, Collection<Integer> reductions) {
        Layout layout = lowering.layout();
        if (!layout.isLong() || lowering.lanes() == Lanes.ONE) {
            return Optional.empty();
        }
        DirectBuilder builder = new DirectBuilder(lowering, layout.outerAxes(), layout.innerAxes());
        lines.forEach(builder::add);
        for (int line : reductions) {
            builder.accumulate((Reduce) lowering.lines().get(line), lowering.partials(line));
        }
        return builder.build().filter(direct -> isOneRun(layout, direct.joined()) && builder.hasWholeVectors(layout));
    }

    /** Whether a block's values are neighbours. */
    private static boolean isOneRun(Layout layout, boolean joined) {
        return !layout.isInterleaved() || layout.blockLength() == 1 || joined && layout.blockRows() == layout.rows();
    }

    private boolean hasWholeVectors(Layout layout) {
        return layout.blockRows() * layout.blockLength() % lanes.count() == 0;
    }

    private void add(int line) {
        Lines lines = lowering.lines();
        Instruction instruction = lines.get(line);
        if (lines.level(line) == Level.LAUNCH) {
            body.single(line, lowering.value(line));
        } else if (lines.level(line) == Level.ROW) {
            fits = false;
        } else if (instruction instanceof Apply apply && lanes.isFusable(apply.function())) {
            body.operation(line, apply.function(), apply.operands());
        } else if (instruction instanceof Load load) {
            body.input(line, slot(load.buffer(), load.view()));
        } else if (instruction instanceof Store store) {
            int slot = slot(store.buffer(), store.view());
            stored.add(slot);
            body.output(store.operand(), slot);
        } else if (instruction instanceof Instruction.Product) {
            body.input(line, slot(Slot.Product.VALUES));
        } else {
            fits = false;
        }
    }

    private void accumulate(Reduce reduce, Partials partials) {
        int slot = slot(new Slot.Register(partials.total()));
        int before = values++;
        int after = values++;
        body.input(before, slot);
        Elementwise function = reduce.reduction() == Reduction.SUM ? Elementwise.ADD : Elementwise.MAX;
        body.operation(after, function, List.of(before, reduce.operand()));
        body.output(after, slot);
    }

    private int slot(int buffer, View view) {
        Walk walk = Walk.of(view, lowering.space(), outerAxes, innerAxes);
        fits &= walk.isStraight();
        return slot(new Slot.Memory(buffer, walk));
    }

    private int slot(Slot slot) {
        return numbers.computeIfAbsent(slot, missing -> {
            slots.add(slot);
            body.startsAt(slots.size() - 1, start(slot));
            return slots.size() - 1;
        });
    }

    /** A number for each place where arrays are at. */
    private int start(Slot slot) {
        if (slot instanceof Slot.Memory memory) {
            for (int number = 0; number < starts.size(); number++) {
                if (starts.get(number).isBeside(memory.walk())) {
                    return number + 1;
                }
            }
            starts.add(memory.walk());
            return starts.size();
        }
        return slot == Slot.Product.VALUES ? AT_PRODUCT : AT_ZERO;
    }

    private Optional<Direct> build() {
        if (!fits || slots.isEmpty()) {
            return Optional.empty();
        }
        if (lanes == Lanes.ONE) {
            boolean possible = body.operations().size() <= lanes.mostOperations() && starts.size() == 1;
            return possible ? Optional.of(direct(Path.STRAIGHT, List.of(body))) : Optional.empty();
        }
        LoopParts parts = LoopParts.of(body, slots.size(), lanes.mostOperations());
        for (int number = 0; number < parts.scratch(); number++) {
            slots.add(new Slot.Register(lowering.scratchRegister(number)));
        }
        boolean inRuns = goesInRuns() && parts.bodies().size() == 1;
        return Optional.of(direct(inRuns ? Path.RUNS : Path.STRAIGHT, parts.bodies()));
    }

    /** Whether there are several short rows, and one does not begin in all buffers where the one before ends. */
    private boolean goesInRuns() {
        return !lowering.layout().isLong()
                && places(outerAxes) > 1
                && !Fusion.isLong(places(innerAxes))
                && !areJoined();
    }

    private boolean areJoined() {
        return slots.stream()
                .allMatch(slot ->
                        !(slot instanceof Slot.Memory memory) || memory.walk().isJoined(places(innerAxes)));
    }

    private int places(List<Integer> axes) {
        return axes.stream().mapToInt(lowering.space()::get).reduce(1, Math::multiplyExact);
    }

    private Direct direct(Path path, List<LoopBody> bodies) {
        int period = slots.stream()
                .filter(Slot.Memory.class::isInstance)
                .mapToInt(slot -> ((Slot.Memory) slot).walk().outerRun())
                .min()
                .orElse(1);
        List<Fusion> fusions =
                bodies.stream().map(part -> new Fusion(part, lanes, path)).toList();
        return new Direct(lanes, path, fusions, slots, stored, places(innerAxes), areJoined(), period);
    }
}

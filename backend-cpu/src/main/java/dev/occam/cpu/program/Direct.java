package dev.occam.cpu.program;

import dev.occam.cpu.loop.Fusion;
import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.loop.LoopBody;
import dev.occam.cpu.step.Block;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program, or a pass of one, that goes straight through its buffers, as updates of weights do: one loop over the buffers
 * themselves, without copies in registers.
 *
 * @param slots the arrays of the loop
 */
public record Direct(Fusion fusion, List<Slot> slots) {
    /** An array of the loop. */
    sealed interface Slot {
        /** A buffer, which a view crosses in neighbouring elements. */
        record Memory(int buffer, Walk walk) implements Slot {}

        /** A register with the running totals of a pass. */
        record Totals(int register) implements Slot {}
    }

    /** Collects the lines of a loop. */
    private static final class Builder {
        private final Lowering lowering;
        private final LoopBody body = new LoopBody();
        private final List<Slot> slots = new ArrayList<>();
        private final Map<Slot, Integer> numbers = new HashMap<>();
        private final Lanes lanes;
        private boolean fits = true;
        private int values;

        Builder(Lowering lowering) {
            this.lowering = lowering;
            lanes = lowering.lanes();
            values = lowering.lines().size();
        }

        void add(int line) {
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
                body.output(store.operand(), slot(store.buffer(), store.view()));
            } else {
                fits = false;
            }
        }

        void accumulate(Reduce reduce, Partials partials) {
            int slot = slot(new Slot.Totals(partials.total()));
            int before = values++;
            int after = values++;
            body.input(before, slot);
            Elementwise function = reduce.reduction() == Reduction.SUM ? Elementwise.ADD : Elementwise.MAX;
            body.operation(after, function, List.of(before, reduce.operand()));
            body.output(after, slot);
        }

        private int slot(int buffer, View view) {
            Walk walk = lowering.walk(view);
            fits &= walk.isStraight();
            return slot(new Slot.Memory(buffer, walk));
        }

        private int slot(Slot slot) {
            return numbers.computeIfAbsent(slot, missing -> {
                slots.add(slot);
                return slots.size() - 1;
            });
        }

        Optional<Direct> build() {
            boolean possible = fits
                    && !slots.isEmpty()
                    && body.operations().size() <= lanes.mostOperations()
                    && (lanes == Lanes.VECTOR || startTogether());
            return possible ? Optional.of(new Direct(new Fusion(body, lanes), slots)) : Optional.empty();
        }

        private boolean startTogether() {
            return slots.stream().map(Builder::start).distinct().count() == 1;
        }

        private static int start(Slot slot) {
            return slot instanceof Slot.Memory memory ? memory.walk().element(0, 0) : 0;
        }
    }

    /** The whole program as one loop. */
    static Optional<Direct> of(Lowering lowering) {
        if (lowering.layout().kind() != Layout.Kind.FLAT) {
            return Optional.empty();
        }
        Builder builder = new Builder(lowering);
        lowering.lines().live().forEach(builder::add);
        return builder.build();
    }

    /** A pass over long rows as one loop for each block, whose totals start apart from its buffers. */
    static Optional<Direct> ofPass(Lowering lowering, Collection<Integer> lines, Collection<Integer> reductions) {
        if (lowering.layout().kind() != Layout.Kind.LONG_ROWS || lowering.lanes() == Lanes.ONE) {
            return Optional.empty();
        }
        Builder builder = new Builder(lowering);
        lines.forEach(builder::add);
        for (int line : reductions) {
            builder.accumulate((Reduce) lowering.lines().get(line), lowering.partials(line));
        }
        return builder.build();
    }

    /** Runs the loop over a part of the inner axis, a multiple of {@link Lanes#count} places. */
    public void run(Block block, float[][] once, int outer, int first, int count) {
        float[][] arrays = block.arrays;
        int[] offsets = block.offsets;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) instanceof Slot.Memory memory) {
                arrays[i] = block.buffers[memory.buffer()];
                offsets[i] = memory.walk().element(outer, first);
            } else if (slots.get(i) instanceof Slot.Totals totals) {
                arrays[i] = block.registers[totals.register()];
                offsets[i] = 0;
            }
        }
        fusion.loop().run(arrays, once, offsets, 0, count);
    }
}

package dev.occam.cpu.program;

import dev.occam.cpu.loop.Fusion;
import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.loop.LoopBody;
import dev.occam.cpu.loop.LoopParts;
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
 * themselves, without copies in registers, or a few one after another where one would be too long.
 *
 * @param slots the arrays of the loops
 */
public record Direct(Lanes lanes, List<Fusion> fusions, List<Slot> slots) {
    /** An array of the loop. */
    sealed interface Slot {
        /** A buffer, which a view crosses in neighbouring elements. */
        record Memory(int buffer, Walk walk) implements Slot {
            // Written out, since what records have of themselves is made when it is first called: see decision 23.
            @Override
            public boolean equals(Object other) {
                return other instanceof Memory that && buffer == that.buffer && walk.isBeside(that.walk);
            }

            @Override
            public int hashCode() {
                return buffer;
            }
        }

        /** A register: running totals of a pass, or what one loop hands to the next. */
        record Register(int register) implements Slot {
            @Override
            public boolean equals(Object other) {
                return other instanceof Register that && register == that.register;
            }

            @Override
            public int hashCode() {
                return register;
            }
        }
    }

    /** Collects the lines of a loop. */
    private static final class Builder {
        private final Lowering lowering;
        private final LoopBody body = new LoopBody();
        private final List<Slot> slots = new ArrayList<>();
        private final Map<Slot, Integer> numbers = new HashMap<>();
        private final List<Walk> starts = new ArrayList<>();
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
            int slot = slot(new Slot.Register(partials.total()));
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
                body.startsAt(slots.size() - 1, start(slot));
                return slots.size() - 1;
            });
        }

        Optional<Direct> build() {
            if (!fits || slots.isEmpty()) {
                return Optional.empty();
            }
            if (lanes == Lanes.ONE) {
                boolean possible = body.operations().size() <= lanes.mostOperations() && starts.size() == 1;
                return possible
                        ? Optional.of(new Direct(lanes, List.of(new Fusion(body, lanes)), slots))
                        : Optional.empty();
            }
            LoopParts parts = LoopParts.of(body, slots.size(), lanes.mostOperations());
            for (int number = 0; number < parts.scratch(); number++) {
                slots.add(new Slot.Register(lowering.scratchRegister(number)));
            }
            List<Fusion> fusions =
                    parts.bodies().stream().map(part -> new Fusion(part, lanes)).toList();
            return Optional.of(new Direct(lanes, fusions, slots));
        }

        /** A number for each place where buffers are at; registers are always at 0. */
        private int start(Slot slot) {
            if (!(slot instanceof Slot.Memory memory)) {
                return 0;
            }
            for (int number = 0; number < starts.size(); number++) {
                if (starts.get(number).isBeside(memory.walk())) {
                    return number + 1;
                }
            }
            starts.add(memory.walk());
            return starts.size();
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

    /** Whether the loops may be used; says how many values are wanted. */
    public boolean ready(int count) {
        boolean ready = true;
        for (int i = 0; i < fusions.size(); i++) {
            ready &= fusions.get(i).ready(count);
        }
        return ready;
    }

    /** Runs the loops over a part of the inner axis, a multiple of {@link Lanes#count} places. */
    public void run(Block block, float[][] once, int outer, int first, int count) {
        float[][] arrays = block.arrays;
        int[] offsets = block.offsets;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) instanceof Slot.Memory memory) {
                arrays[i] = block.buffers[memory.buffer()];
                offsets[i] = memory.walk().element(outer, first);
            } else if (slots.get(i) instanceof Slot.Register register) {
                arrays[i] = block.registers[register.register()];
                offsets[i] = 0;
            }
        }
        if (fusions.size() == 1) {
            fusions.get(0).run(arrays, once, offsets, count);
            return;
        }
        for (int done = 0; done < count; done += Block.LENGTH) {
            int length = Math.min(Block.LENGTH, count - done);
            for (int i = 0; i < fusions.size(); i++) {
                fusions.get(i).run(arrays, once, offsets, length);
            }
            for (int i = 0; i < slots.size(); i++) {
                offsets[i] += slots.get(i) instanceof Slot.Memory ? length : 0;
            }
        }
    }
}

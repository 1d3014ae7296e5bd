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
import dev.occam.device.Instruction.Product;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program, a pass of one, or an epilogue that goes straight through its buffers, as updates of weights do: one loop over
 * the buffers themselves, without copies in registers, or a few one after another where one would be too long.
 *
 * @param slots the arrays of the loops
 * @param stored numbers of the slots that they write
 */
public record Direct(Lanes lanes, List<Fusion> fusions, List<Slot> slots, Set<Integer> stored) {
    /** An array of the loop. */
    sealed interface Slot {
        /** A buffer, which a view crosses in neighbouring elements. */
        record Memory(int buffer, Walk walk) implements Slot {
            // Written out, since what records have of themselves is made when it is first called: see decision 23.
            @Override
            public boolean equals(Object other) {
                return other instanceof Memory that && buffer == that.buffer && walk.equals(that.walk);
            }

            @Override
            public int hashCode() {
                return 31 * buffer + walk.hashCode();
            }
        }

        /** The values of a finished matrix product. */
        record Product() implements Slot {
            @Override
            public boolean equals(Object other) {
                return other instanceof Product;
            }

            @Override
            public int hashCode() {
                return 0;
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
        private final Map<View, Walk> walks = new HashMap<>();
        private final Set<Integer> stored = new HashSet<>();
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
                int slot = slot(store.buffer(), store.view());
                stored.add(slot);
                body.output(store.operand(), slot);
            } else if (instruction instanceof Product) {
                body.input(line, slot(new Slot.Product()));
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

        /** What is read and written at the same places is one array: parts of a loop have to see that. */
        private int slot(int buffer, View view) {
            Walk walk = walks.computeIfAbsent(view, lowering::walk);
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
            if (!fits || slots.isEmpty()) {
                return Optional.empty();
            }
            if (lanes == Lanes.ONE) {
                boolean possible = body.operations().size() <= lanes.mostOperations() && startTogether();
                return possible
                        ? Optional.of(new Direct(lanes, List.of(new Fusion(body, lanes)), slots, stored))
                        : Optional.empty();
            }
            LoopParts parts = LoopParts.of(body, slots.size(), lanes.mostOperations());
            for (int number = 0; number < parts.scratch(); number++) {
                slots.add(new Slot.Register(lowering.scratchRegister(number)));
            }
            List<Fusion> fusions =
                    parts.bodies().stream().map(part -> new Fusion(part, lanes)).toList();
            return Optional.of(new Direct(lanes, fusions, slots, stored));
        }

        private boolean startTogether() {
            return slots.stream().map(Builder::start).distinct().count() == 1;
        }

        private static int start(Slot slot) {
            return slot instanceof Slot.Memory memory ? memory.walk().element(0, 0) : 0;
        }
    }

    /** The whole program as one loop; an epilogue as one for each row of the product. */
    static Optional<Direct> of(Lowering lowering) {
        Layout.Kind kind = lowering.layout().kind();
        boolean isEpilogue = kind == Layout.Kind.PRODUCT && lowering.lanes() != Lanes.ONE;
        if (kind != Layout.Kind.FLAT && !isEpilogue) {
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

    /** Whether rows of so many places follow each other in all buffers, so that many are as good as one. */
    public boolean hasJoinedRows(int length) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) instanceof Slot.Memory memory && !memory.walk().isJoined(length)) {
                return false;
            }
        }
        return true;
    }

    /** Runs the loops over a part of the inner axis, a multiple of {@link Lanes#count} places. */
    public void run(Block block, float[][] once, int outer, int first, int count) {
        find(block, outer, first);
        loop(block, once, count);
    }

    /** The same for fewer places than a vector has: through copies that are as long. */
    public void runRest(Block block, float[][] once, int outer, int first, int count) {
        find(block, outer, first);
        float[][] rests = block.rests(slots.size(), lanes.count());
        for (int i = 0; i < slots.size(); i++) {
            if (!(slots.get(i) instanceof Slot.Register)) {
                System.arraycopy(block.arrays[i], block.offsets[i], rests[i], 0, count);
                Arrays.fill(rests[i], count, lanes.count(), 1f);
                block.arrays[i] = rests[i];
                block.offsets[i] = 0;
            }
        }
        loop(block, once, lanes.count());
        for (int i = 0; i < slots.size(); i++) {
            if (stored.contains(i) && slots.get(i) instanceof Slot.Memory memory) {
                int to = memory.walk().element(outer, first);
                System.arraycopy(rests[i], 0, block.buffers[memory.buffer()], to, count);
            }
        }
    }

    private void find(Block block, int outer, int first) {
        float[][] arrays = block.arrays;
        int[] offsets = block.offsets;
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot instanceof Slot.Memory memory) {
                arrays[i] = block.buffers[memory.buffer()];
                offsets[i] = memory.walk().element(outer, first);
            } else if (slot instanceof Slot.Register register) {
                arrays[i] = block.registers[register.register()];
                offsets[i] = 0;
            } else if (slot instanceof Slot.Product) {
                arrays[i] = block.product;
                offsets[i] = block.productOffset;
            }
        }
    }

    private void loop(Block block, float[][] once, int count) {
        float[][] arrays = block.arrays;
        int[] offsets = block.offsets;
        if (fusions.size() == 1) {
            fusions.get(0).loop().run(arrays, once, offsets, 0, count);
            return;
        }
        for (int done = 0; done < count; done += Block.LENGTH) {
            int length = Math.min(Block.LENGTH, count - done);
            for (int i = 0; i < fusions.size(); i++) {
                fusions.get(i).loop().run(arrays, once, offsets, 0, length);
            }
            for (int i = 0; i < slots.size(); i++) {
                offsets[i] += slots.get(i) instanceof Slot.Register ? 0 : length;
            }
        }
    }
}

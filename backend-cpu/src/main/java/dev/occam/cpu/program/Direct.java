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
 * A program, or a pass of one, that goes straight through its buffers, as updates of weights do, or in runs, as pooling of
 * images does: one loop over the buffers themselves, without copies in registers, or a few one after another where one would
 * be too long.
 *
 * @param slots the arrays of the loops
 * @param run places of a run, which all buffers are crossed in in one go
 * @param period runs after which the last of the axes around them begins anew
 */
public record Direct(Lanes lanes, List<Fusion> fusions, List<Slot> slots, int run, int period) {
    /** An array of the loop. */
    sealed interface Slot {
        /**
         * A buffer, which a view crosses in neighbouring elements.
         *
         * @param step from one run to the next, until the last outer axis begins anew
         */
        record Memory(int buffer, Walk walk, int step) implements Slot {
            // Written out, since what records have of themselves is made when it is first called: see decision 23.
            @Override
            public boolean equals(Object other) {
                return other instanceof Memory that
                        && buffer == that.buffer
                        && step == that.step
                        && walk.equals(that.walk);
            }

            @Override
            public int hashCode() {
                return 31 * buffer + walk.hashCode();
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
        private final Lanes lanes;
        private final List<Integer> outerAxes;
        private final List<Integer> innerAxes;
        private boolean fits = true;
        private int values;

        Builder(Lowering lowering, List<Integer> outerAxes, List<Integer> innerAxes) {
            this.lowering = lowering;
            this.outerAxes = outerAxes;
            this.innerAxes = innerAxes;
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
            Walk walk = Walk.of(view, lowering.space(), outerAxes, innerAxes);
            fits &= walk.isStraight();
            int last = outerAxes.size() - 1;
            int step = last < 0 ? 0 : view.element().strides().get(outerAxes.get(last));
            return slot(new Slot.Memory(buffer, walk, step));
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
                return possible ? Optional.of(direct(List.of(new Fusion(body, lanes)))) : Optional.empty();
            }
            LoopParts parts = LoopParts.of(body, slots.size(), lanes.mostOperations());
            for (int number = 0; number < parts.scratch(); number++) {
                slots.add(new Slot.Register(lowering.scratchRegister(number)));
            }
            List<Fusion> fusions =
                    parts.bodies().stream().map(part -> new Fusion(part, lanes)).toList();
            return Optional.of(direct(fusions));
        }

        private Direct direct(List<Fusion> fusions) {
            List<Integer> space = lowering.space();
            int last = outerAxes.size() - 1;
            int run = innerAxes.stream().mapToInt(space::get).reduce(1, Math::multiplyExact);
            return new Direct(lanes, fusions, slots, run, last < 0 ? 1 : space.get(outerAxes.get(last)));
        }

        private boolean startTogether() {
            return slots.stream().map(Builder::start).distinct().count() == 1;
        }

        private static int start(Slot slot) {
            return slot instanceof Slot.Memory memory ? memory.walk().element(0, 0) : 0;
        }
    }

    /** The whole program as one loop, or one for each run that all buffers are crossed in. */
    static Optional<Direct> of(Lowering lowering) {
        if (lowering.layout().kind() != Layout.Kind.FLAT) {
            return Optional.empty();
        }
        List<Integer> axes = lowering.layout().rowAxes();
        Optional<Direct> direct = of(lowering, List.of(), axes);
        for (int cut = 1; cut < axes.size() && direct.isEmpty() && lowering.lanes() == Lanes.VECTOR; cut++) {
            direct = of(lowering, axes.subList(0, cut), axes.subList(cut, axes.size()))
                    .filter(Direct::hasLongRuns);
        }
        return direct;
    }

    private static Optional<Direct> of(Lowering lowering, List<Integer> outerAxes, List<Integer> innerAxes) {
        Builder builder = new Builder(lowering, outerAxes, innerAxes);
        lowering.lines().live().forEach(builder::add);
        return builder.build();
    }

    /** Runs of whole vectors, at least two: shorter ones are faster copied together. */
    private boolean hasLongRuns() {
        return run % lanes.count() == 0 && run >= 2 * lanes.count();
    }

    /** A pass over long rows as one loop for each block, whose totals start apart from its buffers. */
    static Optional<Direct> ofPass(Lowering lowering, Collection<Integer> lines, Collection<Integer> reductions) {
        if (lowering.layout().kind() != Layout.Kind.LONG_ROWS || lowering.lanes() == Lanes.ONE) {
            return Optional.empty();
        }
        Layout layout = lowering.layout();
        Builder builder = new Builder(lowering, layout.outerAxes(), layout.innerAxes());
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

    /** Runs the loops over places numbered through all runs, whole vectors of each. */
    public void run(Block block, float[][] once, int from, int to) {
        boolean steps = fusions.size() == 1;
        for (int at = from; at < to; ) {
            int outer = at / run;
            int first = at - outer * run;
            int count = Math.min(run - first, to - at);
            if (steps && first == 0 && at - from >= run && outer % period != 0) {
                step(block);
            } else {
                find(block, outer, first);
            }
            loop(block, once, count);
            at += count;
        }
    }

    /** Runs the loops over a part of the inner axis, a multiple of {@link Lanes#count} places. */
    public void run(Block block, float[][] once, int outer, int first, int count) {
        find(block, outer, first);
        loop(block, once, count);
    }

    /** From the start of a run to that of the next. */
    private void step(Block block) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) instanceof Slot.Memory memory) {
                block.offsets[i] += memory.step();
            }
        }
    }

    private void find(Block block, int outer, int first) {
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
                offsets[i] += slots.get(i) instanceof Slot.Memory ? length : 0;
            }
        }
    }
}

package dev.occam.cpu.program;

import dev.occam.cpu.loop.LoopBody;
import dev.occam.cpu.step.AccumulateStep;
import dev.occam.cpu.step.ApplyStep;
import dev.occam.cpu.step.CombineStep;
import dev.occam.cpu.step.ExpandStep;
import dev.occam.cpu.step.GatherStep;
import dev.occam.cpu.step.IndexStep;
import dev.occam.cpu.step.KeepStep;
import dev.occam.cpu.step.Level;
import dev.occam.cpu.step.LoadStep;
import dev.occam.cpu.step.Partials;
import dev.occam.cpu.step.ProductStep;
import dev.occam.cpu.step.RandomStep;
import dev.occam.cpu.step.RecallStep;
import dev.occam.cpu.step.ReduceStep;
import dev.occam.cpu.step.ScalarStep;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.step.StoreStep;
import dev.occam.cpu.step.Walker;
import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Product;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The drafts of one list of steps; values of lower levels are brought to the level where they are needed, once each. */
final class StepList {
    private final Lowering lowering;
    private final Lines lines;
    private final boolean isPass;
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<Integer> expanded = new HashSet<>();

    /**
     * @param isPass whether rows' values come from what was kept rather than from this list
     */
    StepList(Lowering lowering, boolean isPass) {
        this.lowering = lowering;
        this.lines = lowering.lines();
        this.isPass = isPass;
    }

    List<Draft> drafts() {
        return drafts;
    }

    void add(int line) {
        Instruction instruction = lines.get(line);
        Level level = lines.level(line);
        int target = lowering.value(line);
        if (instruction instanceof Load load) {
            Walker walker = walker(load.view(), level);
            draft(target, List.of(), r -> new LoadStep(load.buffer(), walker, r[0]));
        } else if (instruction instanceof Gather gather) {
            Walker walker = walker(gather.view(), level);
            draft(
                    target,
                    List.of(operand(gather.index(), level)),
                    r -> new GatherStep(gather.buffer(), walker, gather.stride(), gather.rows(), r[1], r[0]));
        } else if (instruction instanceof Index index) {
            Walker walker = walker(index.value(), level);
            draft(target, List.of(), r -> new IndexStep(walker, r[0]));
        } else if (instruction instanceof Random random) {
            Walker walker = walker(random.element(), level);
            draft(target, List.of(), r -> new RandomStep(random.site(), walker, r[0]));
        } else if (instruction instanceof Scalar scalar) {
            draft(target, List.of(), r -> new ScalarStep(scalar.slot(), r[0]));
        } else if (instruction instanceof Constant constant) {
            lowering.set(target, constant.value());
        } else if (instruction instanceof Product) {
            draft(target, List.of(), r -> new ProductStep(r[0]));
        } else if (instruction instanceof Store store) {
            Walker walker = walker(store.view(), level);
            draft(-1, List.of(operand(store.operand(), level)), r -> new StoreStep(store.buffer(), walker, r[1]));
        } else if (instruction instanceof Reduce reduce) {
            addReduce(line, reduce, target);
        } else if (instruction instanceof Apply apply) {
            addApply(apply, level, target);
        }
    }

    /** Adds the values of a pass to its running totals. */
    void accumulate(Reduce reduce, Partials partials) {
        int source = operand(reduce.operand(), Level.COORDINATE);
        draft(-1, List.of(source), r -> new AccumulateStep(reduce.reduction(), r[1], partials.total()));
    }

    void keep(int line, float[] kept) {
        draft(-1, List.of(lowering.value(line)), r -> new KeepStep(r[1], kept));
    }

    private void addReduce(int line, Reduce reduce, int target) {
        if (lowering.layout().isLong()) {
            Partials partials = lowering.partials(line);
            draft(target, List.of(), r -> new CombineStep(partials, r[0]));
            return;
        }
        boolean acrossRows = lowering.layout().isInterleaved();
        draft(
                target,
                List.of(operand(reduce.operand(), Level.COORDINATE)),
                r -> new ReduceStep(reduce.reduction(), acrossRows, r[1], r[0]));
    }

    private void addApply(Apply apply, Level level, int target) {
        int arity = apply.function().arity();
        List<Integer> sources = new ArrayList<>();
        boolean[] single = new boolean[3];
        for (int i = 0; i < arity; i++) {
            int operand = apply.operands().get(i);
            boolean mayBeSingle = arity == 2 || arity == 3 && i > 0;
            single[i] = mayBeSingle && level != Level.LAUNCH && lines.level(operand) == Level.LAUNCH;
            sources.add(single[i] ? lowering.value(operand) : operand(operand, level));
        }
        int second = Math.min(2, arity);
        int third = Math.min(3, arity);
        boolean fusable = level == Level.COORDINATE && lowering.lanes().isFusable(apply.function());
        Optional<LoopBody.Operation> operation = fusable
                ? Optional.of(new LoopBody.Operation(target, apply.function(), List.copyOf(sources)))
                : Optional.empty();
        drafts.add(new Draft(target, sources, true, operation, registerOf -> {
            int[] r = resolve(target, sources, registerOf);
            return new ApplyStep(
                    apply.function(), level, r[1], single[0], r[second], single[1], r[third], single[2], r[0]);
        }));
    }

    /** The value of a line at this level. */
    private int operand(int line, Level level) {
        int value = lowering.value(line);
        Level from = lines.level(line);
        if (from == level) {
            return value;
        }
        int target = lowering.expandedValue(line);
        if (!expanded.add(line)) {
            return target;
        }
        if (from == Level.ROW && isPass) {
            float[] kept = lowering.kept(line);
            draft(target, List.of(), r -> new RecallStep(kept, r[0]));
            return target;
        }
        ExpandStep.Kind kind = kind(from, level);
        draft(target, List.of(value), r -> new ExpandStep(kind, r[1], r[0]));
        return target;
    }

    private ExpandStep.Kind kind(Level from, Level to) {
        if (from == Level.LAUNCH) {
            return to == Level.ROW ? ExpandStep.Kind.LAUNCH_TO_ROWS : ExpandStep.Kind.LAUNCH_TO_COORDINATES;
        }
        return lowering.layout().isInterleaved() ? ExpandStep.Kind.ACROSS_ROWS : ExpandStep.Kind.ALONG_ROWS;
    }

    private Walker walker(Affine value, Level level) {
        return walker(new View(value, List.of()), level);
    }

    private Walker walker(View view, Level level) {
        return lowering.walker(view, level);
    }

    /** A step that knows its registers: first that of the target, then those of the sources. */
    @FunctionalInterface
    private interface Maker {
        Step make(int[] registers);
    }

    private void draft(int target, List<Integer> sources, Maker maker) {
        drafts.add(new Draft(
                target,
                sources,
                false,
                Optional.empty(),
                registerOf -> maker.make(resolve(target, sources, registerOf))));
    }

    private static int[] resolve(int target, List<Integer> sources, java.util.function.IntUnaryOperator registerOf) {
        int[] registers = new int[1 + sources.size()];
        registers[0] = target < 0 ? -1 : registerOf.applyAsInt(target);
        for (int i = 0; i < sources.size(); i++) {
            registers[1 + i] = registerOf.applyAsInt(sources.get(i));
        }
        return registers;
    }
}

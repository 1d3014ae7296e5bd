package dev.occam.engine.plan;

import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes a program's space as flat as its views allow: axes of size 1 go, and axes that everything crosses in one go are one. */
final class Collapse {
    private Collapse() {}

    static Program of(Program program) {
        Program current = program;
        for (int axis = current.space().size() - 1; axis >= 0; axis--) {
            if (current.space().get(axis) == 1) {
                current = without(current, axis);
            }
        }
        for (int axis = current.space().size() - 2; axis >= 0; axis--) {
            boolean withinOneKind = axis + 1 != current.space().size() - current.reduced();
            if (withinOneKind && isOne(current, axis)) {
                current = merged(current, axis);
            }
        }
        return current;
    }

    private static boolean isOne(Program program, int axis) {
        int size = program.space().get(axis + 1);
        return program.body().stream().allMatch(line -> areOne(line, axis, size));
    }

    static boolean areOne(Instruction line, int axis, int size) {
        if (line instanceof Load load) {
            return ViewAxes.areOne(load.view(), axis, size);
        }
        if (line instanceof Store store) {
            return ViewAxes.areOne(store.view(), axis, size);
        }
        if (line instanceof Gather gather) {
            return ViewAxes.areOne(gather.view(), axis, size);
        }
        if (line instanceof Index index) {
            return ViewAxes.areOne(index.value(), axis, size);
        }
        return !(line instanceof Random random) || ViewAxes.areOne(random.element(), axis, size);
    }

    private static Program without(Program program, int axis) {
        boolean reduced = axis >= program.space().size() - program.reduced();
        return rewritten(
                program,
                removed(program.space(), axis),
                program.reduced() - (reduced ? 1 : 0),
                view -> ViewAxes.without(view, axis),
                number -> ViewAxes.without(number, axis));
    }

    private static Program merged(Program program, int axis) {
        int size = program.space().get(axis + 1);
        List<Integer> space = removed(program.space(), axis);
        space.set(axis, program.space().get(axis) * program.space().get(axis + 1));
        boolean reduced = axis >= program.space().size() - program.reduced();
        return rewritten(
                program,
                space,
                program.reduced() - (reduced ? 1 : 0),
                view -> ViewAxes.joined(view, axis, size),
                number -> ViewAxes.without(number, axis));
    }

    private static Program rewritten(
            Program program, List<Integer> space, int reduced, UnaryOperator<View> view, UnaryOperator<Affine> number) {
        // A space that reduces keeps an axis to reduce along.
        if (program.reduced() > 0 && reduced == 0) {
            return program;
        }
        return new Program(program.name(), space, reduced, rewritten(program.body(), view, number));
    }

    /** Lines whose views and numbers run over other axes. */
    static List<Instruction> rewritten(List<Instruction> body, UnaryOperator<View> view, UnaryOperator<Affine> number) {
        return body.stream().map(line -> rewritten(line, view, number)).toList();
    }

    private static Instruction rewritten(Instruction line, UnaryOperator<View> view, UnaryOperator<Affine> number) {
        if (line instanceof Load load) {
            return new Load(load.buffer(), view.apply(load.view()));
        }
        if (line instanceof Store store) {
            return new Store(store.buffer(), view.apply(store.view()), store.operand());
        }
        if (line instanceof Gather gather) {
            return new Gather(
                    gather.buffer(), view.apply(gather.view()), gather.stride(), gather.rows(), gather.index());
        }
        if (line instanceof Index index) {
            return new Index(number.apply(index.value()));
        }
        return line instanceof Random random ? new Random(random.site(), number.apply(random.element())) : line;
    }

    private static List<Integer> removed(List<Integer> values, int at) {
        List<Integer> fewer = new ArrayList<>(values);
        fewer.remove(at);
        return fewer;
    }
}

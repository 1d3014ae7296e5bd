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
import dev.occam.device.View.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
        return program.body().stream()
                .flatMap(Collapse::numbers)
                .allMatch(
                        number -> number.strides().get(axis) == number.strides().get(axis + 1) * size);
    }

    private static Program without(Program program, int axis) {
        boolean reduced = axis >= program.space().size() - program.reduced();
        return rewritten(
                program,
                removed(program.space(), axis),
                program.reduced() - (reduced ? 1 : 0),
                number -> new Affine(number.offset(), removed(number.strides(), axis)));
    }

    private static Program merged(Program program, int axis) {
        List<Integer> space = removed(program.space(), axis);
        space.set(axis, program.space().get(axis) * program.space().get(axis + 1));
        boolean reduced = axis >= program.space().size() - program.reduced();
        return rewritten(
                program,
                space,
                program.reduced() - (reduced ? 1 : 0),
                number -> new Affine(number.offset(), removed(number.strides(), axis)));
    }

    private static Program rewritten(Program program, List<Integer> space, int reduced, UnaryOperator<Affine> number) {
        // A space that reduces keeps an axis to reduce along.
        if (program.reduced() > 0 && reduced == 0) {
            return program;
        }
        return new Program(
                program.name(),
                space,
                reduced,
                program.body().stream().map(line -> rewritten(line, number)).toList());
    }

    private static Instruction rewritten(Instruction line, UnaryOperator<Affine> number) {
        if (line instanceof Load load) {
            return new Load(load.buffer(), rewritten(load.view(), number));
        }
        if (line instanceof Store store) {
            return new Store(store.buffer(), rewritten(store.view(), number), store.operand());
        }
        if (line instanceof Gather gather) {
            return new Gather(
                    gather.buffer(), rewritten(gather.view(), number), gather.stride(), gather.rows(), gather.index());
        }
        if (line instanceof Index index) {
            return new Index(number.apply(index.value()));
        }
        return line instanceof Random random ? new Random(random.site(), number.apply(random.element())) : line;
    }

    private static View rewritten(View view, UnaryOperator<Affine> number) {
        return new View(
                number.apply(view.element()),
                view.bounds().stream()
                        .map(bound -> new Bound(number.apply(bound.value()), bound.size()))
                        .toList());
    }

    private static Stream<Affine> numbers(Instruction line) {
        if (line instanceof Load load) {
            return numbers(load.view());
        }
        if (line instanceof Store store) {
            return numbers(store.view());
        }
        if (line instanceof Gather gather) {
            return numbers(gather.view());
        }
        if (line instanceof Index index) {
            return Stream.of(index.value());
        }
        return line instanceof Random random ? Stream.of(random.element()) : Stream.empty();
    }

    private static Stream<Affine> numbers(View view) {
        return Stream.concat(Stream.of(view.element()), view.bounds().stream().map(Bound::value));
    }

    private static List<Integer> removed(List<Integer> values, int at) {
        List<Integer> fewer = new ArrayList<>(values);
        fewer.remove(at);
        return fewer;
    }
}

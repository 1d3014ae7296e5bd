package dev.occam.cpu.program;

import dev.occam.cpu.step.Block;
import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes short axes out: each of their places becomes lines of its own over a space without them. The few values of a
 * pooling window then are a maximum of four loads, and what a window has in common is loaded and computed once.
 *
 * <p>Sums are written out only where they are exact, as counts are; so the bits stay those of the program as it was.
 */
public final class Unrolling {
    private static final int MOST_PLACES = 16;
    private static final int LONGEST_AXIS = 4;
    private static final int MOST_LINES = 160;

    private final Program program;
    private final List<Integer> axes;
    private final List<int[]> places = new ArrayList<>();
    private final List<int[]> numbers = new ArrayList<>();
    private final List<Instruction> body = new ArrayList<>();

    private Unrolling(Program program, List<Integer> axes) {
        this.program = program;
        this.axes = axes;
    }

    /** The program with its short axes written out where that pays; else as it is. */
    public static Program of(Program program) {
        List<Integer> axes = axes(program);
        long count = 1;
        long rest = 1;
        for (int axis = 0; axis < program.space().size(); axis++) {
            if (axes.contains(axis)) {
                count *= program.space().get(axis);
            } else {
                rest *= program.space().get(axis);
            }
        }
        boolean pays = count > 1
                && count <= MOST_PLACES
                && rest > Block.LENGTH
                && count * program.body().size() <= MOST_LINES;
        return pays ? new Unrolling(program, axes).written() : program;
    }

    private static List<Integer> axes(Program program) {
        int rank = program.space().size();
        List<Integer> axes = new ArrayList<>();
        if (program.reduced() > 0) {
            for (int axis = rank - program.reduced(); axis < rank; axis++) {
                axes.add(axis);
            }
            return areExact(program) ? axes : List.of();
        }
        for (int axis = 0; axis < rank - 1; axis++) {
            int size = program.space().get(axis);
            int own = axis;
            boolean repeats = program.body().stream()
                    .anyMatch(line ->
                            line instanceof Load load && isStill(load.view(), List.of(own)) && varies(load.view()));
            if (size > 1 && size <= LONGEST_AXIS && repeats) {
                axes.add(axis);
            }
        }
        return axes;
    }

    private static boolean areExact(Program program) {
        return program.body().stream()
                .allMatch(line -> !(line instanceof Reduce reduce)
                        || reduce.reduction() == Reduction.MAX
                        || isSmall(program, reduce.operand()));
    }

    /** Whether a line's values are all −1, 0 or 1. */
    private static boolean isSmall(Program program, int number) {
        Instruction line = program.body().get(number);
        if (line instanceof Constant constant) {
            return constant.value() == 0 || Math.abs(constant.value()) == 1;
        }
        if (!(line instanceof Apply apply)) {
            return false;
        }
        return switch (apply.function()) {
            case LT -> true;
            case SELECT ->
                isSmall(program, apply.operands().get(1))
                        && isSmall(program, apply.operands().get(2));
            case MUL ->
                isSmall(program, apply.operands().get(0))
                        && isSmall(program, apply.operands().get(1));
            case NEG, ABS, SQRT, EXP, LOG, TANH, FLOOR, ADD, SUB, DIV, MIN, MAX -> false;
        };
    }

    private Program written() {
        addPlaces(new int[axes.size()], 0);
        for (Instruction line : program.body()) {
            numbers.add(written(line));
        }
        List<Integer> space = new ArrayList<>();
        for (int axis = 0; axis < program.space().size(); axis++) {
            if (!axes.contains(axis)) {
                space.add(program.space().get(axis));
            }
        }
        return new Program(program.name(), space, 0, body);
    }

    private void addPlaces(int[] place, int depth) {
        if (depth == axes.size()) {
            places.add(place.clone());
            return;
        }
        for (int at = 0; at < program.space().get(axes.get(depth)); at++) {
            place[depth] = at;
            addPlaces(place, depth + 1);
        }
    }

    /** The numbers of the lines that a line becomes: one for each place, the same for all where it does not vary. */
    private int[] written(Instruction line) {
        int[] all = new int[places.size()];
        if (line instanceof Reduce reduce) {
            java.util.Arrays.fill(all, reduced(reduce));
            return all;
        }
        boolean still = isStill(line);
        for (int place = 0; place < all.length; place++) {
            all[place] = still && place > 0 ? all[0] : add(at(line, place));
        }
        return all;
    }

    private int reduced(Reduce reduce) {
        Elementwise function = reduce.reduction() == Reduction.MAX ? Elementwise.MAX : Elementwise.ADD;
        int[] values = numbers.get(reduce.operand());
        int result = values[0];
        for (int place = 1; place < values.length; place++) {
            result = add(new Apply(function, List.of(result, values[place])));
        }
        return result;
    }

    private int add(Instruction line) {
        body.add(line);
        return body.size() - 1;
    }

    private boolean isStill(Instruction line) {
        if (line instanceof Load load) {
            return isStill(load.view(), axes);
        }
        if (line instanceof Store store) {
            return isStill(store.view(), axes) && isSame(store.operand());
        }
        if (line instanceof Gather gather) {
            return isStill(gather.view(), axes) && isSame(gather.index());
        }
        if (line instanceof Index index) {
            return isStill(index.value(), axes);
        }
        if (line instanceof Random random) {
            return isStill(random.element(), axes);
        }
        return Program.operands(line).stream().allMatch(this::isSame);
    }

    private boolean isSame(int operand) {
        int[] all = numbers.get(operand);
        return java.util.Arrays.stream(all).allMatch(number -> number == all[0]);
    }

    private Instruction at(Instruction line, int place) {
        if (line instanceof Load load) {
            return new Load(load.buffer(), at(load.view(), place));
        }
        if (line instanceof Store store) {
            return new Store(store.buffer(), at(store.view(), place), numbers.get(store.operand())[place]);
        }
        if (line instanceof Gather gather) {
            return new Gather(
                    gather.buffer(),
                    at(gather.view(), place),
                    gather.stride(),
                    gather.rows(),
                    numbers.get(gather.index())[place]);
        }
        if (line instanceof Index index) {
            return new Index(at(index.value(), place));
        }
        if (line instanceof Random random) {
            return new Random(random.site(), at(random.element(), place));
        }
        if (line instanceof Apply apply) {
            return new Apply(
                    apply.function(),
                    apply.operands().stream()
                            .map(operand -> numbers.get(operand)[place])
                            .toList());
        }
        return line;
    }

    private View at(View view, int place) {
        return new View(
                at(view.element(), place),
                view.bounds().stream()
                        .map(bound -> new View.Bound(at(bound.value(), place), bound.size()))
                        .toList());
    }

    private Affine at(Affine value, int place) {
        int offset = value.offset();
        List<Integer> strides = new ArrayList<>();
        for (int axis = 0; axis < value.strides().size(); axis++) {
            int written = axes.indexOf(axis);
            if (written < 0) {
                strides.add(value.strides().get(axis));
            } else {
                offset += value.strides().get(axis) * places.get(place)[written];
            }
        }
        return new Affine(offset, strides);
    }

    private static boolean varies(View view) {
        return view.element().strides().stream().anyMatch(stride -> stride != 0);
    }

    private static boolean isStill(View view, List<Integer> axes) {
        return isStill(view.element(), axes) && view.bounds().stream().allMatch(bound -> isStill(bound.value(), axes));
    }

    private static boolean isStill(Affine value, List<Integer> axes) {
        return axes.stream().allMatch(axis -> value.strides().get(axis) == 0);
    }
}

package dev.occam.testkit;

import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import dev.occam.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes up programs: a seed gives the same program for ever. */
final class RandomPrograms {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 64, 65, 130, 257};
    private static final int BUFFERS = 3;
    private static final int MOST_VALUES = 4000;

    private final Random random;
    private final Memory memory;
    private final RandomViews views;
    private final List<Integer> space = new ArrayList<>();
    private final int reduced;
    private final List<Instruction> body = new ArrayList<>();
    private final List<Integer> values = new ArrayList<>();

    private RandomPrograms(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        memory = new Memory(random, BUFFERS);
        views = new RandomViews(random, memory);
        int elements = 1;
        for (int axis = random.nextInt(4); axis >= 0; axis--) {
            int size = random.nextInt(60) == 0 ? 0 : SIZES[random.nextInt(SIZES.length)];
            space.add(elements * size <= MOST_VALUES ? size : 2);
            elements *= space.get(space.size() - 1);
        }
        reduced = random.nextInt(5) < 2 ? 0 : 1 + random.nextInt(space.size());
    }

    /** The program of this seed with its buffers. */
    static Trial trial(long seed) {
        return new RandomPrograms(seed).trial("random-" + seed);
    }

    private Trial trial(String name) {
        int buffer = memory.anyBuffer();
        View inPlace = views.both(space, buffer);
        values.add(add(new Load(buffer, inPlace)));
        leaves();
        work(2 + random.nextInt(8));
        int stages = reduced == 0 ? 0 : 1 + random.nextInt(3);
        for (int stage = 0; stage < stages; stage++) {
            values.add(add(new Reduce(random.nextBoolean() ? Reduction.SUM : Reduction.MAX, any())));
            work(random.nextInt(4));
        }
        int last = values.get(values.size() - 1);
        store(last);
        if (random.nextBoolean()) {
            store(any());
        }
        if (random.nextBoolean()) {
            List<Boolean> perRow = perRow();
            values.stream()
                    .filter(line -> !perRow.get(line))
                    .reduce((a, b) -> b)
                    .ifPresent(line -> body.add(new Store(buffer, inPlace, line)));
        }
        Arguments arguments = new Arguments(2);
        arguments.scalars()[0] = (float) random.nextGaussian();
        arguments.scalars()[1] = (float) random.nextGaussian();
        arguments.random(random.nextLong(), random.nextLong());
        return Trial.of(new Program(name, space, reduced, body), memory.contents(), arguments);
    }

    private void leaves() {
        for (int loads = 1 + random.nextInt(2); loads > 0; loads--) {
            int buffer = memory.anyBuffer();
            values.add(add(new Load(buffer, views.load(space, buffer))));
        }
        switch (random.nextInt(5)) {
            case 0 -> values.add(add(new Scalar(random.nextInt(2))));
            case 1 -> values.add(add(new Constant((float) random.nextGaussian())));
            case 2 -> values.add(add(new Index(affine(random.nextInt(20) - 10))));
            case 3 -> values.add(add(new Instruction.Random(random.nextInt(), affine(random.nextInt(1000)))));
            default -> values.add(gather());
        }
    }

    /** Rows of a table by numbers that are sometimes outside. */
    private int gather() {
        int rows = 1 + random.nextInt(9);
        int width = random.nextBoolean() ? 1 : Math.max(1, space.get(space.size() - 1));
        Integer[] strides = new Integer[space.size()];
        Arrays.fill(strides, 0);
        strides[strides.length - 1] = width == 1 ? 0 : 1;
        int[] rowMajor = new Shape(space).strides();
        int numbers = memory.anyBuffer();
        int numbersAt =
                memory.fill(numbers, Math.max(1, new Shape(space).elements()), () -> random.nextInt(rows + 2) - 1);
        int index = add(new Load(
                numbers, View.of(numbersAt, Arrays.stream(rowMajor).boxed().toList())));
        int table = memory.anyBuffer();
        int offset = memory.fill(table, rows * width);
        return add(new Gather(table, View.of(offset, Arrays.asList(strides)), width, rows, index));
    }

    private void work(int lines) {
        Elementwise[] functions = Elementwise.values();
        for (int line = 0; line < lines; line++) {
            Elementwise function = functions[random.nextInt(functions.length)];
            List<Integer> operands = new ArrayList<>();
            for (int i = 0; i < function.arity(); i++) {
                operands.add(any());
            }
            tame(function, operands);
            values.add(add(new Apply(function, operands)));
        }
    }

    /** Mostly keeps operands where the function has ordinary values. */
    private void tame(Elementwise function, List<Integer> operands) {
        int last = operands.size() - 1;
        if (random.nextInt(10) == 0) {
            return;
        }
        switch (function) {
            case EXP -> operands.set(0, add(new Apply(Elementwise.TANH, operands)));
            case SQRT -> operands.set(0, add(new Apply(Elementwise.ABS, operands)));
            case LOG, DIV -> {
                int half = add(new Constant(0.5f));
                int positive = add(new Apply(Elementwise.ABS, List.of(operands.get(last))));
                operands.set(last, add(new Apply(Elementwise.MAX, List.of(positive, half))));
            }
            case SELECT -> operands.set(0, add(new Apply(Elementwise.LT, List.of(operands.get(0), any()))));
            case NEG, ABS, TANH, FLOOR, ADD, SUB, MUL, MIN, MAX, LT -> {}
        }
    }

    private void store(int line) {
        int buffer = memory.anyBuffer();
        int ignored = perRow().get(line) ? reduced : 0;
        body.add(new Store(buffer, views.store(space, ignored, buffer), line));
    }

    private Affine affine(int offset) {
        int[] strides = new Shape(space).strides();
        if (random.nextInt(4) == 0) {
            strides[random.nextInt(strides.length)] = random.nextInt(3);
        }
        return new Affine(offset, Arrays.stream(strides).boxed().toList());
    }

    private List<Boolean> perRow() {
        return new Program("", space, reduced, body).perRow();
    }

    /** One of the lines, later ones more often. */
    private int any() {
        int back = Math.min(random.nextInt(values.size()), random.nextInt(values.size()));
        return values.get(values.size() - 1 - back);
    }

    private int add(Instruction line) {
        body.add(line);
        return body.size() - 1;
    }
}

package dev.occam.cpu;

import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Programs over random spaces and views, with the buffers that they need. */
final class RandomPrograms {
    private final Random random;
    private final List<Integer> space = new ArrayList<>();
    private final List<Instruction> body = new ArrayList<>();
    /** Whether a line has the same bits on every backend: then conditions on it cannot flip. */
    private final List<Boolean> exact = new ArrayList<>();

    final List<float[]> buffers = new ArrayList<>();
    private int reduced;

    RandomPrograms(long seed) {
        random = new Random(seed);
    }

    Program next() {
        int rank = 1 + random.nextInt(4);
        int[] sizes = {1, 2, 3, 5, 10, 16, 17, 33, 100, 1500, 20000};
        long total = 1;
        for (int axis = 0; axis < rank; axis++) {
            int size = random.nextInt(60) == 0 ? 0 : sizes[random.nextInt(sizes.length)];
            if (total * size > 40_000) {
                size = 1 + random.nextInt(3);
            }
            total *= Math.max(1, size);
            space.add(size);
        }
        reduced = random.nextInt(rank + 1);
        int lines = 2 + random.nextInt(12);
        addLoad();
        for (int i = 0; i < lines; i++) {
            addLine();
        }
        int stores = 1 + random.nextInt(3);
        for (int i = 0; i < stores; i++) {
            addStore();
        }
        if (random.nextInt(3) == 0) {
            addInPlace();
        }
        return new Program("random", space, reduced, body);
    }

    private void add(Instruction line, boolean isExact) {
        body.add(line);
        exact.add(isExact);
    }

    private void addLine() {
        int kind = random.nextInt(12);
        if (kind < 2) {
            addLoad();
        } else if (kind == 2) {
            add(
                    random.nextBoolean() ? new Instruction.Scalar(random.nextInt(2)) : new Instruction.Constant(1.5f),
                    true);
        } else if (kind == 3) {
            add(new Instruction.Index(affine(random.nextInt(3), 1, 0)), true);
        } else if (kind == 4) {
            Affine element = random.nextBoolean() ? Interpreter.rowMajor(space) : affine(7, 3, 0);
            add(new Instruction.Random(random.nextInt(5), element), true);
        } else if (kind == 5) {
            addGather();
        } else if (kind == 6 && reduced > 0) {
            Reduction reduction = random.nextBoolean() ? Reduction.SUM : Reduction.MAX;
            int operand = random.nextInt(body.size());
            boolean isExact = reduction == Reduction.MAX && exact.get(operand);
            add(new Instruction.Reduce(reduction, operand), isExact);
        } else {
            addApply();
        }
    }

    private void addApply() {
        Elementwise function = Elementwise.values()[random.nextInt(Elementwise.values().length)];
        List<Integer> operands = new ArrayList<>();
        boolean isExact = true;
        for (int i = 0; i < function.arity(); i++) {
            operands.add(random.nextInt(body.size()));
            isExact &= exact.get(operands.get(i));
        }
        boolean jumps = function == Elementwise.LT || function == Elementwise.FLOOR || function == Elementwise.SELECT;
        if (jumps && !isExact) {
            return;
        }
        boolean approximate =
                function == Elementwise.EXP || function == Elementwise.LOG || function == Elementwise.TANH;
        add(new Apply(function, operands), isExact && !approximate);
    }

    private void addGather() {
        int rows = 1 + random.nextInt(9);
        int stride = 1 + random.nextInt(3);
        add(new Instruction.Index(affine(-1, 1, 0)), true);
        View view = new View(affine(2, 1, 0), List.of());
        int buffer = buffer(span(view) + stride * rows);
        add(new Instruction.Gather(buffer, view, stride, rows, body.size() - 1), true);
    }

    private void addLoad() {
        View view = view();
        add(new Instruction.Load(buffer(span(view)), view), true);
    }

    private View view() {
        int kind = random.nextInt(6);
        if (kind == 0) {
            return new View(affine(random.nextInt(4), 2, 0), List.of());
        }
        Affine element = permuted();
        if (kind == 1) {
            return new View(repeated(element), List.of());
        }
        if (kind == 2 && !space.isEmpty()) {
            int axis = random.nextInt(space.size());
            List<Integer> along = new ArrayList<>(Collections.nCopies(space.size(), 0));
            along.set(axis, random.nextBoolean() ? 1 : random.nextBoolean() ? -1 : 2);
            int start = random.nextInt(5) - 2;
            View.Bound bound = new View.Bound(new Affine(start, along), 1 + random.nextInt(space.get(axis) + 2));
            return new View(element, List.of(bound));
        }
        return kind == 3 ? new View(element, List.of()) : new View(Interpreter.rowMajor(space), List.of());
    }

    /** Row by row with the axes in another order. */
    private Affine permuted() {
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < space.size(); axis++) {
            order.add(axis);
        }
        Collections.shuffle(order, random);
        Integer[] strides = new Integer[space.size()];
        int stride = 1;
        for (int axis : order) {
            strides[axis] = stride;
            stride *= Math.max(1, space.get(axis));
        }
        return new Affine(0, List.of(strides));
    }

    private Affine repeated(Affine element) {
        List<Integer> strides = new ArrayList<>(element.strides());
        for (int axis = 0; axis < strides.size(); axis++) {
            if (random.nextBoolean()) {
                strides.set(axis, 0);
            }
        }
        return new Affine(element.offset(), strides);
    }

    private Affine affine(int offset, int most, int least) {
        List<Integer> strides = new ArrayList<>();
        for (int axis = 0; axis < space.size(); axis++) {
            strides.add(least + random.nextInt(most + 1));
        }
        return new Affine(offset, strides);
    }

    private int span(View view) {
        int last = view.element().offset();
        for (int axis = 0; axis < space.size(); axis++) {
            last += Math.max(0, space.get(axis) - 1) * view.element().strides().get(axis);
        }
        return last + 1;
    }

    private int buffer(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        buffers.add(values);
        return buffers.size() - 1;
    }

    private void addStore() {
        int operand = random.nextInt(body.size());
        while (body.get(operand) instanceof Instruction.Store) {
            operand = random.nextInt(body.size());
        }
        Affine element = permuted();
        if (new Program("", space, reduced, body).perRow().get(operand)) {
            List<Integer> strides = new ArrayList<>(element.strides());
            for (int axis = space.size() - reduced; axis < space.size(); axis++) {
                strides.set(axis, 0);
            }
            element = new Affine(0, strides);
        }
        View view = new View(element, List.of());
        float[] poisoned = new float[span(view) + 3];
        java.util.Arrays.fill(poisoned, Float.NaN);
        buffers.add(poisoned);
        add(new Instruction.Store(buffers.size() - 1, view, operand), true);
    }

    /** A line more that changes a buffer where it is. */
    private void addInPlace() {
        View view = new View(permuted(), List.of());
        int buffer = buffer(span(view));
        body.add(0, new Instruction.Load(buffer, view));
        body.replaceAll(line -> line == body.get(0) ? line : shifted(line));
        body.set(0, new Instruction.Load(buffer, view));
        int operand = 1;
        for (int line = 1; line < body.size(); line++) {
            if (!(body.get(line) instanceof Instruction.Store)) {
                operand = line;
            }
        }
        body.add(new Apply(Elementwise.SUB, List.of(0, operand)));
        body.add(new Instruction.Store(buffer, view, body.size() - 1));
    }

    private static Instruction shifted(Instruction line) {
        if (line instanceof Apply apply) {
            return new Apply(
                    apply.function(), apply.operands().stream().map(o -> o + 1).toList());
        }
        if (line instanceof Instruction.Reduce reduce) {
            return new Instruction.Reduce(reduce.reduction(), reduce.operand() + 1);
        }
        if (line instanceof Instruction.Store store) {
            return new Instruction.Store(store.buffer(), store.view(), store.operand() + 1);
        }
        if (line instanceof Instruction.Gather gather) {
            return new Instruction.Gather(
                    gather.buffer(), gather.view(), gather.stride(), gather.rows(), gather.index() + 1);
        }
        return line;
    }
}

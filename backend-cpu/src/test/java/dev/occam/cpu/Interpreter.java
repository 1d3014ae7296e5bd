package dev.occam.cpu;

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
import dev.occam.device.Philox;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;

/** The meaning of a program, line after line over the whole space; every value is rounded to float32. */
final class Interpreter {
    private final Program program;
    private final float[][] buffers;
    private final float[] scalars;
    private final long seed;
    private final long step;
    private final float[] product;
    /** An empty row still has the values that do not vary along it. */
    private final int length;

    Interpreter(Program program, float[][] buffers, float[] scalars, long seed, long step, float[] product) {
        this.program = program;
        this.buffers = buffers;
        this.scalars = scalars;
        this.seed = seed;
        this.step = step;
        this.product = product;
        this.length = Math.max(1, program.rowLength());
    }

    void run() {
        List<Boolean> perRow = program.perRow();
        int count = program.rows() * length;
        List<float[]> values = new ArrayList<>();
        for (int line = 0; line < program.body().size(); line++) {
            float[] result = new float[count];
            Instruction instruction = program.body().get(line);
            if (instruction instanceof Reduce reduce) {
                reduce(reduce, values.get(reduce.operand()), result);
            } else if (instruction instanceof Store store && perRow.get(line)) {
                storeRows(store, values.get(store.operand()));
            } else if (!(instruction instanceof Store) || program.rowLength() > 0) {
                for (int e = 0; e < count; e++) {
                    result[e] = value(instruction, values, e, coordinates(e));
                }
            }
            values.add(result);
        }
    }

    private float value(Instruction line, List<float[]> values, int e, int[] at) {
        if (line instanceof Load load) {
            return holds(load.view(), at)
                    ? buffers[load.buffer()][load.view().element().at(at)]
                    : 0;
        }
        if (line instanceof Gather gather) {
            float row = values.get(gather.index())[e];
            boolean inside = holds(gather.view(), at) && row >= 0 && row < gather.rows();
            return inside ? buffers[gather.buffer()][gather.view().element().at(at) + gather.stride() * (int) row] : 0;
        }
        if (line instanceof Index index) {
            return index.value().at(at);
        }
        if (line instanceof Random random) {
            return Philox.uniform(seed, random.site(), step, random.element().at(at));
        }
        if (line instanceof Scalar scalar) {
            return scalars[scalar.slot()];
        }
        if (line instanceof Constant constant) {
            return constant.value();
        }
        if (line instanceof Product) {
            return product[e];
        }
        if (line instanceof Store store) {
            buffers[store.buffer()][store.view().element().at(at)] = values.get(store.operand())[e];
            return 0;
        }
        Apply apply = (Apply) line;
        double[] operands = new double[3];
        for (int i = 0; i < apply.operands().size(); i++) {
            operands[i] = values.get(apply.operands().get(i))[e];
        }
        return (float) apply.function().apply(operands[0], operands[1], operands[2]);
    }

    private void reduce(Reduce reduce, float[] from, float[] result) {
        for (int row = 0; row < program.rows(); row++) {
            double total = reduce.reduction().identity();
            for (int i = 0; i < program.rowLength(); i++) {
                total = reduce.reduction().combine(total, from[row * length + i]);
            }
            java.util.Arrays.fill(result, row * length, (row + 1) * length, (float) total);
        }
    }

    private void storeRows(Store store, float[] values) {
        for (int row = 0; row < program.rows(); row++) {
            buffers[store.buffer()][store.view().element().at(coordinates(row * length))] = values[row * length];
        }
    }

    private int[] coordinates(int element) {
        int[] at = new int[program.space().size()];
        int rest = element;
        for (int axis = at.length - 1; axis >= 0; axis--) {
            boolean inEmptyRow = program.rowLength() == 0 && axis >= at.length - program.reduced();
            int size = inEmptyRow ? 1 : Math.max(1, program.space().get(axis));
            at[axis] = rest % size;
            rest /= size;
        }
        return at;
    }

    private static boolean holds(View view, int[] at) {
        return view.bounds().stream().allMatch(bound -> bound.holds(at));
    }

    /** Row by row over a space. */
    static Affine rowMajor(List<Integer> space) {
        List<Integer> strides = new ArrayList<>();
        int stride = 1;
        for (int axis = space.size() - 1; axis >= 0; axis--) {
            strides.add(0, stride);
            stride *= space.get(axis);
        }
        return new Affine(0, strides);
    }
}

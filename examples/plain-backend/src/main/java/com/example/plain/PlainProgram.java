package com.example.plain;

import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Philox;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.Arrays;
import java.util.List;

/** Runs a program as it is defined: line after line, each over the whole space. A row's value is repeated along the row. */
final class PlainProgram {
    private final Program program;
    private final List<float[]> buffers;
    private final float[] product;
    private final boolean emptyRows;
    private final int rowLength;
    private final int[] sizes;
    private final List<Boolean> perRow;
    private final float[][] values;

    /** @param product the values of an epilogue's product */
    PlainProgram(Program program, List<float[]> buffers, float[] product) {
        this.program = program;
        this.buffers = buffers;
        this.product = product;
        this.emptyRows = program.rowLength() == 0;
        this.rowLength = Math.max(1, program.rowLength());
        this.sizes = program.space().stream().mapToInt(Integer::intValue).toArray();
        if (emptyRows) {
            Arrays.fill(sizes, sizes.length - program.reduced(), sizes.length, 1);
        }
        this.perRow = program.perRow();
        this.values = new float[program.body().size()][program.rows() * rowLength];
    }

    /** The values of a line after a run. */
    float[] values(int line) {
        return values[line];
    }

    void run(Arguments arguments) {
        for (int line = 0; line < values.length; line++) {
            Instruction instruction = program.body().get(line);
            boolean reads = instruction instanceof Load || instruction instanceof Gather;
            if (emptyRows && (reads || !perRow.get(line))) {
                continue;
            }
            int[] at = new int[sizes.length];
            for (int element = 0; element < values[line].length; element++) {
                boolean again = instruction instanceof Reduce && element % rowLength > 0;
                values[line][element] = again ? values[line][element - 1] : value(instruction, element, at, arguments);
                advance(at);
            }
        }
    }

    private float value(Instruction line, int element, int[] at, Arguments arguments) {
        if (line instanceof Load load) {
            return read(load.buffer(), load.view(), 0, at);
        }
        if (line instanceof Gather gather) {
            float row = values[gather.index()][element];
            boolean inside = row >= 0 && row < gather.rows();
            return inside ? read(gather.buffer(), gather.view(), gather.stride() * (int) row, at) : 0;
        }
        if (line instanceof Store store) {
            float value = values[store.operand()][element];
            buffers.get(store.buffer())[store.view().element().at(at)] = value;
            return value;
        }
        if (line instanceof Apply apply) {
            double[] x = new double[3];
            for (int i = 0; i < apply.operands().size(); i++) {
                x[i] = values[apply.operands().get(i)][element];
            }
            return (float) apply.function().apply(x[0], x[1], x[2]);
        }
        if (line instanceof Reduce reduce) {
            double result = reduce.reduction().identity();
            for (int i = element; i < element + (emptyRows ? 0 : rowLength); i++) {
                result = reduce.reduction().combine(result, values[reduce.operand()][i]);
            }
            return (float) result;
        }
        if (line instanceof Random random) {
            return Philox.uniform(
                    arguments.seed(),
                    random.site(),
                    arguments.step(),
                    random.element().at(at));
        }
        if (line instanceof Scalar scalar) {
            return arguments.scalars()[scalar.slot()];
        }
        if (line instanceof Constant constant) {
            return constant.value();
        }
        return line instanceof Index index ? index.value().at(at) : product[element];
    }

    private float read(int buffer, View view, int further, int[] at) {
        boolean inside = view.bounds().stream().allMatch(bound -> bound.holds(at));
        return inside ? buffers.get(buffer)[view.element().at(at) + further] : 0;
    }

    /** The next coordinates, the last axis first. */
    private void advance(int[] at) {
        for (int axis = at.length - 1; axis >= 0 && ++at[axis] == sizes[axis]; axis--) {
            at[axis] = 0;
        }
    }
}

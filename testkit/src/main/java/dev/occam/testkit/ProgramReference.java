package dev.occam.testkit;

import dev.occam.device.Arguments;
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
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain meaning of a program: each line over the whole space before the next. A line is computed in double precision
 * and its values are rounded to float32, which is what float32 arithmetic without contraction gives; sums are rounded once.
 */
final class ProgramReference {
    private final Program program;
    private final ProgramLayout layout;
    private final List<float[]> buffers;
    private final Arguments arguments;
    private final float[] product;
    private final List<float[]> lines = new ArrayList<>();

    private ProgramReference(Program program, List<float[]> buffers, Arguments arguments, float[] product) {
        this.program = program;
        this.layout = new ProgramLayout(program);
        this.buffers = buffers;
        this.arguments = arguments;
        this.product = product;
    }

    /**
     * Runs a program on these buffers.
     *
     * @param product the values of {@link Product} at each coordinate; empty where there is no such line
     * @return the values of each line, laid out as {@link ProgramLayout} says
     */
    static List<float[]> run(Program program, List<float[]> buffers, Arguments arguments, float[] product) {
        ProgramReference reference = new ProgramReference(program, buffers, arguments, product);
        for (int line = 0; line < program.body().size(); line++) {
            reference.lines.add(reference.values(line));
        }
        return reference.lines;
    }

    private float[] values(int line) {
        float[] values = new float[layout.count(line)];
        for (int position = 0; position < values.length; position++) {
            values[position] = value(line, position);
        }
        return values;
    }

    private float value(int line, int position) {
        Instruction instruction = program.body().get(line);
        if (instruction instanceof Load load) {
            return read(load.buffer(), load.view(), 0, layout.coordinates(line, position));
        }
        if (instruction instanceof Gather gather) {
            float index = operand(line, position, gather.index());
            boolean inside = index >= 0 && index < gather.rows();
            int further = gather.stride() * (int) index;
            return inside ? read(gather.buffer(), gather.view(), further, layout.coordinates(line, position)) : 0;
        }
        if (instruction instanceof Scalar scalar) {
            return arguments.scalars()[scalar.slot()];
        }
        if (instruction instanceof Constant constant) {
            return constant.value();
        }
        if (instruction instanceof Index index) {
            return index.value().at(layout.coordinates(line, position));
        }
        if (instruction instanceof Random random) {
            int element = random.element().at(layout.coordinates(line, position));
            return Philox.uniform(arguments.seed(), random.site(), arguments.step(), element);
        }
        if (instruction instanceof Product) {
            return product[position];
        }
        if (instruction instanceof Apply apply) {
            int last = apply.function().arity() - 1;
            return (float) apply.function()
                    .apply(
                            operand(line, position, apply.operands().get(0)),
                            operand(line, position, apply.operands().get(Math.min(1, last))),
                            operand(line, position, apply.operands().get(Math.min(2, last))));
        }
        if (instruction instanceof Reduce reduce) {
            return (float) reduce(position, reduce.reduction(), reduce.operand());
        }
        Store store = (Store) instruction;
        float value = operand(line, position, store.operand());
        buffers.get(store.buffer())[store.view().element().at(layout.coordinates(line, position))] = value;
        return value;
    }

    private double reduce(int row, Reduction reduction, int operand) {
        double result = reduction.identity();
        for (int within = 0; within < program.rowLength(); within++) {
            result = reduction.combine(result, lines.get(operand)[layout.inRow(operand, row, within)]);
        }
        return result;
    }

    private float read(int buffer, View view, int further, int[] at) {
        // A row of no values has no coordinate at which its value, which nobody uses, could be read.
        boolean nowhere = program.rowLength() == 0;
        boolean inside = view.bounds().stream().allMatch(bound -> bound.holds(at));
        return inside && !nowhere ? buffers.get(buffer)[view.element().at(at) + further] : 0;
    }

    private float operand(int line, int position, int operand) {
        return lines.get(operand)[layout.operand(line, position, operand)];
    }
}

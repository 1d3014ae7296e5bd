package dev.occam.device;

import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Element-wise work over one space with its reductions, fused: what a backend compiles into one kernel.
 *
 * <p>The space's last {@code reduced} axes are the reduced ones; the axes before them number the rows. A line has either a
 * value for each coordinate or, like {@link Reduce} and all that follows from rows' values alone, one for each row. A
 * row's value that meets values of coordinates is repeated along the row.
 *
 * <p>The meaning is that of running the lines one after another over the whole space. Rows do not depend on each other,
 * and a backend may choose any order in which each coordinate is loaded before it is stored: a program may store where it
 * loads, at the same coordinate. Results must not depend on the number of threads.
 *
 * @param name says in listings what this is for; no part of the meaning
 * @param space sizes of the axes, outermost first
 * @param reduced how many of the last axes are reduced, 0 where no line reduces
 * @param body the lines
 */
public record Program(String name, List<Integer> space, int reduced, List<Instruction> body) {
    public Program {
        space = List.copyOf(space);
        body = List.copyOf(body);
        if (reduced < 0 || reduced > space.size()) {
            throw new IllegalArgumentException("%d of the axes %s cannot be reduced".formatted(reduced, space));
        }
        for (int line = 0; line < body.size(); line++) {
            for (int operand : operands(body.get(line))) {
                if (operand < 0 || operand >= line || body.get(operand) instanceof Store) {
                    throw new IllegalArgumentException(
                            "line %d uses %%%d, which has no value there".formatted(line, operand));
                }
            }
        }
    }

    /** The lines that this line reads. */
    public static List<Integer> operands(Instruction line) {
        if (line instanceof Apply apply) {
            return apply.operands();
        }
        if (line instanceof Reduce reduce) {
            return List.of(reduce.operand());
        }
        if (line instanceof Store store) {
            return List.of(store.operand());
        }
        return line instanceof Gather gather ? List.of(gather.index()) : List.of();
    }

    /** Number of rows: the product of the axes that are not reduced. */
    public int rows() {
        return product(space.subList(0, space.size() - reduced));
    }

    /** Number of values in a row: the product of the reduced axes. */
    public int rowLength() {
        return product(space.subList(space.size() - reduced, space.size()));
    }

    /** One more than the highest buffer number. */
    public int buffers() {
        int buffers = 0;
        for (Instruction line : body) {
            int buffer = line instanceof Load load
                    ? load.buffer()
                    : line instanceof Gather gather
                            ? gather.buffer()
                            : line instanceof Store store ? store.buffer() : -1;
            buffers = Math.max(buffers, buffer + 1);
        }
        return buffers;
    }

    /**
     * For each line, whether it has one value a row rather than one a coordinate. True for reductions, for values that
     * do not vary along the reduced axes, and for what follows from such lines alone; a store of such a value is per
     * coordinate if its view varies along the row. Where nothing is reduced, true for none.
     */
    public List<Boolean> perRow() {
        List<Boolean> perRow = new ArrayList<>();
        for (Instruction line : body) {
            boolean row = reduced > 0;
            if (line instanceof Load load) {
                row &= constantAlongRow(load.view());
            } else if (line instanceof Gather gather) {
                row &= constantAlongRow(gather.view()) && perRow.get(gather.index());
            } else if (line instanceof Index index) {
                row &= constantAlongRow(index.value());
            } else if (line instanceof Random random) {
                row &= constantAlongRow(random.element());
            } else if (line instanceof Instruction.Product) {
                row = false;
            } else if (line instanceof Store store) {
                row &= perRow.get(store.operand()) && constantAlongRow(store.view());
            } else if (line instanceof Apply) {
                for (int operand : operands(line)) {
                    row &= perRow.get(operand);
                }
            }
            perRow.add(row);
        }
        return perRow;
    }

    /** Whether some value of a coordinate is needed again after a reduction that depends on the whole row. */
    public boolean isStaged() {
        List<Boolean> perRow = perRow();
        List<Boolean> late = new ArrayList<>();
        for (int line = 0; line < body.size(); line++) {
            boolean after = body.get(line) instanceof Reduce;
            for (int operand : operands(body.get(line))) {
                after |= late.get(operand);
            }
            if (after && !perRow.get(line)) {
                return true;
            }
            if (body.get(line) instanceof Reduce reduce && late.get(reduce.operand())) {
                return true;
            }
            late.add(after);
        }
        return false;
    }

    private boolean constantAlongRow(View view) {
        return constantAlongRow(view.element())
                && view.bounds().stream().allMatch(bound -> constantAlongRow(bound.value()));
    }

    private boolean constantAlongRow(Affine value) {
        for (int axis = space.size() - reduced; axis < space.size(); axis++) {
            if (value.strides().get(axis) != 0 && space.get(axis) != 1) {
                return false;
            }
        }
        return true;
    }

    private static int product(List<Integer> sizes) {
        int product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** The listing: a head line, then a line for each instruction. */
    @Override
    public String toString() {
        String axes = space.stream().map(String::valueOf).collect(Collectors.joining("x"));
        StringBuilder text = new StringBuilder(
                "program " + name + " [" + axes + "]" + (reduced > 0 ? " reduce last " + reduced : ""));
        for (int line = 0; line < body.size(); line++) {
            Instruction instruction = body.get(line);
            text.append("\n  ")
                    .append(instruction instanceof Store ? "" : "%" + line + " = ")
                    .append(instruction);
        }
        return text.toString();
    }
}

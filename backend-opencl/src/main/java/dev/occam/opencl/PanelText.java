package dev.occam.opencl;

import dev.occam.device.Instruction.Load;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.List;

/**
 * A kernel that copies the operands of a product into panels in scratch memory. A panel holds some neighbouring rows of A
 * or columns of B, for each k one after another, with zeros behind the last; the panels of B follow those of A.
 */
final class PanelText {
    /** Steps along k that one work-item copies. */
    private static final int BLOCK = 128;

    private final MatMul matMul;
    private final Source source;
    private final Text text;
    private final int width;
    private final int blocks;

    PanelText(MatMul matMul, Source source, int width) {
        this.matMul = matMul;
        this.source = source;
        this.text = source.text();
        this.width = width;
        this.blocks = (int) Source.divide(matMul.k(), BLOCK);
    }

    /**
     * @param rows rows of A in a panel, or 0 if A stays where it is
     * @param columns columns of B in a panel, or 0 if B stays where it is
     * @param leftSize number of values of all panels of A
     */
    void write(int rows, int columns, long leftSize) {
        long leftItems = rows == 0 ? 0 : items(matMul.m(), rows);
        long rightItems = columns == 0 ? 0 : items(matMul.n(), columns);
        source.kernel("pack", leftItems + rightItems, 1);
        text.line("int id = get_global_id(0);");
        if (leftItems > 0) {
            text.open(rightItems == 0 ? "" : "if (id < " + leftItems + ")");
            Program left = program(matMul.leftBuffer(), matMul.left(), matMul.leftSpace());
            copy(left, "id", true, rows, 0);
            text.close();
        }
        if (rightItems > 0) {
            text.open(leftItems == 0 ? "" : "if (id >= " + leftItems + ")");
            Program right = program(matMul.rightBuffer(), matMul.right(), matMul.rightSpace());
            copy(right, leftItems == 0 ? "id" : "(id - %d)".formatted(leftItems), false, columns, leftSize);
            text.close();
        }
        text.close();
    }

    private long items(int count, int size) {
        return Source.divide(count, size) * blocks * matMul.batch();
    }

    private static Program program(int buffer, View view, List<Integer> space) {
        return new Program("operand", space, 0, List.of(new Load(buffer, view)));
    }

    private void copy(Program operand, String id, boolean isLeft, int size, long offset) {
        List<Integer> outerSizes = isLeft ? matMul.rows() : matMul.columns();
        int count = isLeft ? matMul.m() : matMul.n();
        List<String> axes = Expressions.axes(operand.space().size());
        int cut = 1 + (isLeft ? matMul.rows() : matMul.inner()).size();
        List<String> outer = isLeft ? axes.subList(1, cut) : axes.subList(cut, axes.size());
        List<String> inner = isLeft ? axes.subList(cut, axes.size()) : axes.subList(1, cut);
        int laneAxis = isLeft ? 1 : cut;
        int panels = (int) Source.divide(count, size);
        int widest = size % width == 0 ? width : size % 4 == 0 ? size : 1;
        int lanes = outer.size() == 1 ? widest : 1;
        text.line("int block = %s * %d;", Expressions.remainder(id, blocks), BLOCK);
        text.line("int panel = %s;", Expressions.remainder(Expressions.quotient(id, blocks), panels));
        text.line("int i0 = %s;", Expressions.quotient(id, (long) blocks * panels));
        text.line(
                "global float *to = scratch + %d + (long)(i0 * %d + panel) * %d + block * %d;",
                offset, panels, size * matMul.k(), size);
        text.open("for (int k = block; k < min(block + %d, %d); k++)", BLOCK, matMul.k());
        Expressions.coordinates(text, "k", inner, matMul.inner());
        text.open("for (int lane = 0; lane < %d; lane += %d)", size, lanes);
        Lines lines = new Lines(operand);
        if (lanes > 1) {
            text.line("int i%d = panel * %d + lane;", laneAxis, size);
            text.open("if (i%d <= %d)", laneAxis, count - lanes);
            Body body = new Body(text, lines, source.functions(), lanes, laneAxis);
            body.write(List.of(0));
            text.line("vstore%d(%s, 0, to + lane);", lanes, body.widened(0));
            text.line("continue;");
            text.close();
        }
        text.open("for (int each = lane; each < lane + %d; each++)", lanes);
        text.line("int at = panel * %d + each;", size);
        text.line("float value = 0.0f;");
        text.open("if (at < %d)", count);
        Expressions.coordinates(text, "at", outer, outerSizes);
        new Body(text, lines, source.functions(), 1, laneAxis).write(List.of(0));
        text.line("value = v0;");
        text.close();
        text.line("to[each] = value;");
        text.close(2);
        text.line("to += %d;", size);
        text.close();
    }
}

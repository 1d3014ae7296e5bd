package dev.occam.opencl;

import dev.occam.device.MatMul;
import dev.occam.device.View;
import java.util.List;

/**
 * A matrix product for GPUs: a group of 16·16 work-items computes a square tile of the result, each some values in
 * registers, from pieces of the operands that it brings into local memory. Operands are read through their views.
 */
final class GroupTileText {
    private static final int SIDE = 16;
    private static final int LOCAL = SIDE * SIDE;
    /** Steps along k between two visits to global memory. */
    private static final int DEPTH = 16;

    private final MatMul matMul;
    private final Lines lines;
    private final Source source;
    private final Text text;
    private final int each;
    private final int tile;

    GroupTileText(MatMul matMul, Lines lines, Target target, Signature signature) {
        this.matMul = matMul;
        this.lines = lines;
        this.source = new Source(signature);
        this.text = source.text();
        this.each = valuesOfItem(matMul, target);
        this.tile = SIDE * each;
    }

    /** The side of a work-item's part: the largest with which there is a tile for each unit of the device. */
    private static int valuesOfItem(MatMul matMul, Target target) {
        int each = 8;
        while (each > 1 && tiles(matMul, SIDE * each) < target.computeUnits()) {
            each /= 2;
        }
        return each;
    }

    private static long tiles(MatMul matMul, int tile) {
        return matMul.batch() * Source.divide(matMul.m(), tile) * Source.divide(matMul.n(), tile);
    }

    KernelText write() {
        int rowTiles = (int) Source.divide(matMul.m(), tile);
        int columnTiles = (int) Source.divide(matMul.n(), tile);
        source.kernel("multiply", tiles(matMul, tile), LOCAL);
        text.line("local float left[%d][%d];", DEPTH, tile + 1);
        text.line("local float right[%d][%d];", DEPTH, tile + 1);
        text.line("int id = get_local_id(0);");
        text.line("int x = id %% %d;", SIDE);
        text.line("int y = id / %d;", SIDE);
        text.line("int group = get_group_id(0);");
        String row = Expressions.remainder(Expressions.quotient("group", columnTiles), rowTiles);
        text.line("int first_column = %s * %d;", Expressions.remainder("group", columnTiles), tile);
        text.line("int first_row = %s * %d;", row, tile);
        text.line("int i0 = %s;", Expressions.quotient("group", (long) columnTiles * rowTiles));
        text.line("float c[%d][%d];", each, each);
        eachValue("r", "q");
        text.line("c[r][q] = 0.0f;");
        text.close(2);
        text.open("for (int first = 0; first < %d; first += %d)", matMul.k(), DEPTH);
        bring("left", matMul.leftBuffer(), matMul.left(), true);
        bring("right", matMul.rightBuffer(), matMul.right(), false);
        text.line("barrier(CLK_LOCAL_MEM_FENCE);");
        multiply();
        text.line("barrier(CLK_LOCAL_MEM_FENCE);");
        text.close();
        epilogue();
        text.close();
        return source.finish(0);
    }

    private void eachValue(String row, String column) {
        text.line("#pragma unroll");
        text.open("for (int %s = 0; %s < %d; %s++)", row, row, each, row);
        text.line("#pragma unroll");
        text.open("for (int %s = 0; %s < %d; %s++)", column, column, each, column);
    }

    /** Neighbouring work-items read along the axis with the smaller step. */
    private void bring(String name, int buffer, View view, boolean isLeft) {
        int rank = view.element().strides().size();
        int cut = 1 + (isLeft ? matMul.rows() : matMul.inner()).size();
        int lastInner = isLeft ? rank - 1 : cut - 1;
        boolean alongInner = view.element().strides().get(lastInner) == 1;
        List<String> axes = Expressions.axes(rank);
        List<String> first = axes.subList(1, cut);
        List<String> second = axes.subList(cut, rank);
        text.open("for (int p = id; p < %d; p += %d)", tile * DEPTH, LOCAL);
        text.line("int d = %s;", alongInner ? "p % " + DEPTH : "p / " + tile);
        text.line("int at = %s;", alongInner ? "p / " + DEPTH : "p % " + tile);
        text.line("int k = first + d;");
        text.line("int outer = first_%s + at;", isLeft ? "row" : "column");
        text.line("float value = 0.0f;");
        text.open("if (k < %d && outer < %d)", matMul.k(), isLeft ? matMul.m() : matMul.n());
        Expressions.coordinates(text, "outer", isLeft ? first : second, isLeft ? matMul.rows() : matMul.columns());
        Expressions.coordinates(text, "k", isLeft ? second : first, matMul.inner());
        text.line("value = %s;", Expressions.load(buffer, view, axes));
        text.close();
        text.line("%s[d][at] = value;", name);
        text.close();
    }

    private void multiply() {
        text.line("#pragma unroll");
        text.open("for (int d = 0; d < %d; d++)", DEPTH);
        text.line("float a[%d];", each);
        text.line("float b[%d];", each);
        text.line("#pragma unroll");
        text.open("for (int q = 0; q < %d; q++)", each);
        text.line("a[q] = left[d][y * %d + q];", each);
        text.line("b[q] = right[d][x + q * %d];", SIDE);
        text.close();
        eachValue("r", "q");
        text.line("c[r][q] = fma(a[r], b[q], c[r][q]);");
        text.close(3);
    }

    private void epilogue() {
        eachValue("r", "q");
        List<String> axes = Expressions.axes(lines.program().space().size());
        int cut = 1 + matMul.rows().size();
        text.line("int at_row = first_row + y * %d + r;", each);
        text.line("int at_column = first_column + x + q * %d;", SIDE);
        text.open("if (at_row < %d && at_column < %d)", matMul.m(), matMul.n());
        Expressions.coordinates(text, "at_row", axes.subList(1, cut), matMul.rows());
        Expressions.coordinates(text, "at_column", axes.subList(cut, axes.size()), matMul.columns());
        text.line("float product = c[r][q];");
        new Body(text, lines, source.functions(), 1, axes.size() - 1).write(lines.live());
        text.close(3);
    }
}

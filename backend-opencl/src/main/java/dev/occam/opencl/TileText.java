package dev.occam.opencl;

import dev.occam.device.MatMul;
import dev.occam.device.View;
import java.util.List;

/**
 * A matrix product for processors: a work-item holds a tile of the result in vectors, and reads operands that lie in
 * panels, one after another as they are needed; a first kernel puts them there unless they already lie well.
 */
final class TileText {
    /** Rows of B that lie apart by a multiple of this fall into the same few places of a cache. */
    private static final int CACHE_PERIOD = 256;

    private final MatMul matMul;
    private final Lines lines;
    private final Source source;
    private final Text text;
    private final int width;
    private final int tileRows;
    private final int vectors;
    private final int rowTiles;
    private final int panels;
    private final boolean packsLeft;
    private final boolean packsRight;

    TileText(MatMul matMul, Lines lines, Target target, Signature signature) {
        this.matMul = matMul;
        this.lines = lines;
        this.width = target.width();
        this.tileRows = width == 16 ? 8 : width == 8 ? 6 : 4;
        this.vectors = matMul.n() <= width ? 1 : 2;
        this.rowTiles = (int) Source.divide(matMul.m(), tileRows);
        this.panels = (int) Source.divide(matMul.n(), columns());
        this.packsLeft = !matMul.isPlain() || !matMul.left().bounds().isEmpty() || stride(matMul.left(), 2) != 1;
        this.packsRight = !matMul.isPlain()
                || !matMul.right().bounds().isEmpty()
                || stride(matMul.right(), 2) != 1
                || matMul.n() % columns() != 0
                || stride(matMul.right(), 1) % CACHE_PERIOD == 0;
        this.source = new Source(packsLeft || packsRight ? signature.withScratch() : signature);
        this.text = source.text();
    }

    private static int stride(View view, int axis) {
        return view.element().strides().get(axis);
    }

    private int columns() {
        return vectors * width;
    }

    KernelText write() {
        long leftSize = packsLeft ? (long) matMul.batch() * rowTiles * tileRows * matMul.k() : 0;
        long rightSize = packsRight ? (long) matMul.batch() * panels * columns() * matMul.k() : 0;
        if (packsLeft || packsRight) {
            new PanelText(matMul, source, width).write(packsLeft ? tileRows : 0, packsRight ? columns() : 0, leftSize);
        }
        source.kernel("multiply", (long) matMul.batch() * rowTiles * panels, 1);
        text.line("int id = get_global_id(0);");
        text.line("int first_row = %s * %d;", Expressions.remainder("id", rowTiles), tileRows);
        text.line("int panel = %s;", Expressions.remainder(Expressions.quotient("id", rowTiles), panels));
        text.line("int i0 = %s;", Expressions.quotient("id", (long) rowTiles * panels));
        text.line("int first_column = panel * %d;", columns());
        operands(leftSize);
        accumulate();
        epilogue();
        text.close();
        return source.finish(leftSize + rightSize);
    }

    private void operands(long leftSize) {
        if (packsLeft) {
            text.line(
                    "global const float *a = scratch + (long)(i0 * %d + first_row / %d) * %d;",
                    rowTiles, tileRows, tileRows * matMul.k());
        } else {
            for (int row = 0; row < tileRows; row++) {
                text.line("int row%d = min(first_row + %d, %d);", row, row, matMul.m() - 1);
                String place = Expressions.at(matMul.left().element(), List.of("i0", "row" + row, "0"));
                text.line("global const float *a%d = b%d + %s;", row, matMul.leftBuffer(), place);
            }
        }
        if (packsRight) {
            text.line(
                    "global const float *b = scratch + %d + (long)(i0 * %d + panel) * %d;",
                    leftSize, panels, columns() * matMul.k());
            return;
        }
        String place = Expressions.at(matMul.right().element(), List.of("i0", "0", "first_column"));
        text.line("global const float *b = b%d + %s;", matMul.rightBuffer(), place);
    }

    private void accumulate() {
        for (int row = 0; row < tileRows; row++) {
            for (int vector = 0; vector < vectors; vector++) {
                text.line("float%d c%d_%d = 0.0f;", width, row, vector);
            }
        }
        text.open("for (int k = 0; k < %d; k++)", matMul.k());
        for (int vector = 0; vector < vectors; vector++) {
            text.line("float%d x%d = vload%d(%d, b);", width, vector, width, vector);
        }
        for (int row = 0; row < tileRows; row++) {
            text.line("float%d y%d = %s;", width, row, packsLeft ? "a[" + row + "]" : "a" + row + "[k]");
            for (int vector = 0; vector < vectors; vector++) {
                text.line("c%d_%d = fma(y%d, x%d, c%d_%d);", row, vector, row, vector, row, vector);
            }
        }
        if (packsLeft) {
            text.line("a += %d;", tileRows);
        }
        text.line("b += %d;", packsRight ? columns() : stride(matMul.right(), 1));
        text.close();
    }

    private void epilogue() {
        text.line("float tile[%d];", tileRows * columns());
        for (int row = 0; row < tileRows; row++) {
            for (int vector = 0; vector < vectors; vector++) {
                text.line("vstore%d(c%d_%d, %d, tile);", width, row, vector, row * vectors + vector);
            }
        }
        text.open("for (int row = 0; row < min(%d, %d - first_row); row++)", tileRows, matMul.m());
        List<String> axes = Expressions.axes(lines.program().space().size());
        List<String> rowAxes = axes.subList(1, 1 + matMul.rows().size());
        List<String> columnAxes = axes.subList(1 + rowAxes.size(), axes.size());
        int last = axes.size() - 1;
        text.line("int at_row = first_row + row;");
        Expressions.coordinates(text, "at_row", rowAxes, matMul.rows());
        text.line("int column = 0;");
        int n = matMul.n();
        boolean widens = n >= width && columnAxes.size() == 1;
        if (widens) {
            text.open("for (; column < %d && first_column + column <= %d; column += %d)", columns(), n - width, width);
            text.line("int i%d = first_column + column;", last);
            text.line("float%d product = vload%d(0, tile + row * %d + column);", width, width, columns());
            new Body(text, lines, source.functions(), width, last).write(lines.live());
            text.close();
        }
        if (!widens || n % width != 0) {
            text.open("for (; column < min(%d, %d - first_column); column++)", columns(), n);
            text.line("int at_column = first_column + column;");
            Expressions.coordinates(text, "at_column", columnAxes, matMul.columns());
            text.line("float product = tile[row * %d + column];", columns());
            new Body(text, lines, source.functions(), 1, last).write(lines.live());
            text.close();
        }
        text.close();
    }
}

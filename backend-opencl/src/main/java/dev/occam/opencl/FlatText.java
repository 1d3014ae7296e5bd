package dev.occam.opencl;

import java.util.List;

/** A kernel for a program that reduces nothing, or for an epilogue with a product that is computed value by value. */
final class FlatText {
    /** Values of a work-item with vectors. */
    static final int BLOCK = 1024;

    private static final int GROUP = 256;

    private final Lines lines;
    private final Target target;
    private final List<Integer> space;
    private final Source source;
    private final Text text;
    private final ValueText value;
    private final int block;

    /** What is written before the lines, for the same coordinates. */
    interface ValueText {
        void write(Source source, int width);
    }

    FlatText(Lines lines, Target target) {
        this(lines, target, Signature.of(lines), (source, width) -> {}, BLOCK);
    }

    /**
     * @param value writes the variable {@code product}
     * @param block values of a work-item with vectors
     */
    FlatText(Lines lines, Target target, Signature signature, ValueText value, int block) {
        this.lines = lines;
        this.target = target;
        this.space = lines.program().space();
        this.source = new Source(signature);
        this.text = source.text();
        this.value = value;
        this.block = block;
    }

    KernelText write() {
        if (target.grouped() || space.isEmpty()) {
            writeItems();
        } else {
            writeBlocks();
        }
        return source.finish(0);
    }

    /** A work-item for each coordinate. */
    private void writeItems() {
        int count = lines.program().rows();
        int local = space.isEmpty() ? 1 : GROUP;
        source.kernel("each", Source.divide(count, local), local);
        text.line("int id = get_global_id(0);");
        if (count % local != 0) {
            text.open("if (id < %d)", count);
        }
        Expressions.coordinates(text, "id", Expressions.axes(space.size()), space);
        writeValue(1, 0);
        text.close(count % local != 0 ? 2 : 1);
    }

    /** A work-item for a piece of a line, or for some lines, along the last axis. */
    private void writeBlocks() {
        int axis = space.size() - 1;
        int length = space.get(axis);
        int count = lines.program().rows() / length;
        long pieces = Source.divide(length, block);
        int linesOfItem = Math.max(1, block / length);
        source.kernel("each", pieces * Source.divide(count, linesOfItem), 1);
        text.line("int id = get_global_id(0);");
        String begin = pieces == 1 ? "0" : "begin";
        String end = pieces == 1 ? String.valueOf(length) : "end";
        if (pieces > 1) {
            text.line("int begin = id %% %d * %d;", pieces, block);
            text.line("int end = min(begin + %d, %d);", block, length);
        }
        String item = pieces == 1 ? "id" : "id / " + pieces;
        if (axis > 0) {
            text.line("int first = (%s) * %d;", item, linesOfItem);
            text.open("for (int line = first; line < min(first + %d, %d); line++)", linesOfItem, count);
            Expressions.coordinates(
                    text, "line", Expressions.axes(space.size()).subList(0, axis), space.subList(0, axis));
        }
        writeLine(axis, begin, end, length);
        text.close(axis > 0 ? 2 : 1);
    }

    private void writeLine(int axis, String begin, String end, int length) {
        int width = target.widthFor(length, true);
        text.line("int i%d = %s;", axis, begin);
        text.open("for (; i%d <= %s - %d; i%d += %d)", axis, end, width, axis, width);
        writeValue(width, axis);
        text.close();
        if (length % width != 0) {
            text.open("for (; i%d < %s; i%d++)", axis, end, axis);
            writeValue(1, axis);
            text.close();
        }
    }

    private void writeValue(int width, int axis) {
        value.write(source, width);
        new Body(text, lines, source.functions(), width, axis).write(lines.live());
    }
}

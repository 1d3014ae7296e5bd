package dev.occam.opencl;

/** Indented lines of C. */
final class Text {
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    void line(String format, Object... arguments) {
        String line = arguments.length == 0 ? format : format.formatted(arguments);
        text.append(INDENT.repeat(depth)).append(line).append('\n');
    }

    /** A line that opens a block; without a head it is just a block. */
    void open(String format, Object... arguments) {
        line(format.isEmpty() ? "{" : format + " {", arguments);
        depth++;
    }

    void close() {
        depth--;
        line("}");
    }

    void close(int blocks) {
        for (int block = 0; block < blocks; block++) {
            close();
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

package dev.occam.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/** Writes to a stream in the stream's own charset; a {@link PrintWriter} made directly would use the platform's. */
final class StreamWriter extends Writer {
    private final PrintStream stream;

    private StreamWriter(PrintStream stream) {
        this.stream = stream;
    }

    static PrintWriter on(PrintStream stream) {
        return new PrintWriter(new StreamWriter(stream), true);
    }

    @Override
    public void write(char[] text, int offset, int length) {
        stream.print(new String(text, offset, length));
    }

    @Override
    public void flush() {
        stream.flush();
    }

    @Override
    public void close() {
        stream.flush();
    }
}

package dev.occam.benchmark.driver;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** What the command ends with. */
final class ExitCode {
    static final int FINE = 0;

    /** With {@code --against}: a work became slower. */
    static final int SLOWER = 1;

    /** It cannot be done as it was asked for. */
    static final int REFUSED = 2;

    /** A work of ours failed or came to a wrong result. */
    static final int FAILED = 3;

    private ExitCode() {}

    /** One line for what a user can mend. */
    static CommandLine.IExecutionExceptionHandler handler(PrintStream err) {
        return (exception, line, result) -> {
            if (exception instanceof IllegalArgumentException || exception instanceof Station.Failure) {
                err.println("benchmarks/run: " + exception.getMessage());
                return REFUSED;
            }
            if (exception instanceof UncheckedIOException file) {
                err.println("benchmarks/run: a file cannot be read or written: " + file.getCause());
                return REFUSED;
            }
            throw exception;
        };
    }
}

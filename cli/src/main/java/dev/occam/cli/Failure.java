package dev.occam.cli;

import dev.occam.error.RequestException;
import dev.occam.error.RunException;
import java.io.PrintStream;
import java.util.Map;

/** What ends a command before its time: a few lines for people, and an exit code. */
final class Failure {
    /** The run failed. */
    static final int RUN = 1;
    /** The request was wrong. */
    static final int REQUEST = 2;

    private final Throwable cause;

    Failure(Throwable cause) {
        this.cause = cause;
    }

    int report(Session session) {
        PrintStream err = session.surroundings().err();
        String message = message();
        err.println(message);
        if (session.isDebug()) {
            cause.printStackTrace(err);
        }
        if (session.isJson()) {
            session.json(Map.of("error", message));
        }
        return code();
    }

    int code() {
        return cause instanceof RequestException ? REQUEST : RUN;
    }

    private String message() {
        if (cause instanceof RequestException || cause instanceof RunException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof OutOfMemoryError) {
            return ("Out of memory: Java may use %,d MB here.%n  Give it more, for instance with"
                            + " JDK_JAVA_OPTIONS=-Xmx%dm, or take a smaller --batch or model.")
                    .formatted(
                            Runtime.getRuntime().maxMemory() >> 20,
                            Runtime.getRuntime().maxMemory() >> 19);
        }
        String what = cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + Text.line(cause.getMessage()));
        return "This is a bug in Occam: %s%n  Run it again with --debug and report what it prints.".formatted(what);
    }
}

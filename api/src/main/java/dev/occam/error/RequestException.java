package dev.occam.error;

import java.io.Serial;
import java.util.List;

/** The request was wrong: a spec, an option, a data file or a plugin. The command line exits with 2. */
public final class RequestException extends OccamException {
    @Serial
    private static final long serialVersionUID = 1;

    public RequestException(String message) {
        super(message);
    }

    public RequestException(String message, Throwable cause) {
        super(message, cause);
    }

    /** All problems of one request in one exception, a line each; they must not be empty. */
    public static RequestException of(List<String> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a request without problems is not an error");
        }
        return new RequestException(String.join("\n", problems));
    }
}

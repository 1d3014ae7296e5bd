package dev.occam.error;

import java.io.Serial;

/** An error whose message is written for the person who asked: what was asked, what is wrong and where, what to do. */
public abstract sealed class OccamException extends RuntimeException permits RequestException, RunException {
    @Serial
    private static final long serialVersionUID = 1;

    OccamException(String message) {
        super(message);
    }

    OccamException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.occam.error;

import java.io.Serial;

/** The run failed although the request was right: it diverged, a device was lost, memory ran out. The command line exits with 1. */
public final class RunException extends OccamException {
    @Serial
    private static final long serialVersionUID = 1;

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.occam.cli;

import java.util.OptionalInt;

/** The command line. */
public final class Main {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private Main() {}

    public static void main(String[] arguments) {
        OptionalInt relaunched = Relaunch.ifNeeded(Main.class, arguments);
        if (relaunched.isPresent()) {
            System.exit(relaunched.getAsInt());
        }
        formatLog();
        System.exit(new Application(Surroundings.ofThisProcess()).run(arguments));
    }

    /** A warning of a library begins a line of its own, whatever progress is drawn on this one; a user's format stays. */
    static void formatLog() {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%n%4$s: %5$s%6$s%n");
        }
    }
}

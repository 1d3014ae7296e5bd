package dev.occam.cli;

import java.util.List;
import java.util.OptionalInt;

/** The command line. */
public final class Main {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final List<String> LOG_SETTINGS =
            List.of(LOG_FORMAT, "java.util.logging.config.file", "java.util.logging.config.class");

    private Main() {}

    public static void main(String[] arguments) {
        OptionalInt relaunched = Relaunch.ifNeeded(Main.class, arguments);
        if (relaunched.isPresent()) {
            System.exit(relaunched.getAsInt());
        }
        formatLog();
        System.exit(new Application(Surroundings.ofThisProcess()).run(arguments));
    }

    /** A warning of a library begins a line of its own, whatever progress is drawn on this one; a user's settings stay. */
    static void formatLog() {
        if (LOG_SETTINGS.stream().allMatch(name -> System.getProperty(name) == null)) {
            System.setProperty(LOG_FORMAT, "%n%4$s: %5$s%6$s%n");
        }
    }
}

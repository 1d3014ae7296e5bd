package dev.occam.cli;

import java.util.OptionalInt;

/** The command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        OptionalInt relaunched = Relaunch.ifNeeded(Main.class, arguments);
        if (relaunched.isPresent()) {
            System.exit(relaunched.getAsInt());
        }
        System.exit(new Application(Surroundings.ofThisProcess()).run(arguments));
    }
}

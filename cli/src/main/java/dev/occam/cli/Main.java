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
        System.err.println("occam: no command is installed");
        System.exit(2);
    }
}

package dev.occam.cli;

/** The command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.err.println("occam: no command is installed");
        System.exit(2);
    }
}

package dev.occam.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/** A program that {@link Relaunch} starts again: says what it got, or waits for its end. */
final class RelaunchedProgram {

    private RelaunchedProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        OptionalInt exit = Relaunch.ifNeeded(RelaunchedProgram.class, arguments);
        if (exit.isPresent()) {
            System.exit(exit.getAsInt());
        }
        if (arguments[0].equals("wait")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended in order")));
            System.out.println("waiting");
            Thread.sleep(60_000);
        }
        System.out.println("vector "
                + ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        System.out.println("property " + System.getProperty("kept"));
        System.out.println("arguments " + Arrays.toString(arguments));
        System.out.println("input " + new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        System.exit(7);
    }
}

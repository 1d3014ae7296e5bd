package dev.occam.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what stands when a signal ends a run. The JVM itself exits with 128 + signal; files are replaced whole anyway. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption of(Session session, Progress progress, Path folder) {
        PrintStream err = session.surroundings().err();
        Thread hook = new Thread(
                () -> {
                    progress.end();
                    err.println(message(folder));
                    err.flush();
                },
                "occam-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    static String message(Path folder) {
        return Files.exists(folder.resolve("checkpoint.safetensors"))
                ? "Interrupted. The last complete checkpoint stands; go on with%n  occam train --resume %s"
                        .formatted(folder)
                : "Interrupted before the first checkpoint.";
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook runs, or has run: then it is right that it did.
            Thread.yield();
        }
    }
}

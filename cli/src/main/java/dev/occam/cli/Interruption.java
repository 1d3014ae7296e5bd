package dev.occam.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Says what stands when a signal ends a run. The JVM itself exits with 128 + signal; files are replaced whole anyway. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption of(Session session, Progress progress, Path folder) {
        return of(session, progress::end, () -> message(folder));
    }

    /**
     * @param end leaves the cursor at the beginning of a line
     * @param message what stands, asked for when the signal comes
     */
    static Interruption of(Session session, Runnable end, Supplier<String> message) {
        PrintStream err = session.surroundings().err();
        Thread hook = new Thread(
                () -> {
                    end.run();
                    err.println(message.get());
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

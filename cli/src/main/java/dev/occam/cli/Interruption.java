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

    /** Of a study, which keeps each finished run. */
    static Interruption ofStudy(Session session, Runnable endProgress, String name, Path folder) {
        return of(session, endProgress, () -> studyMessage(name, folder));
    }

    private static Interruption of(Session session, Runnable endProgress, Supplier<String> message) {
        PrintStream err = session.surroundings().err();
        Thread hook = new Thread(
                () -> {
                    endProgress.run();
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

    static String studyMessage(String name, Path folder) {
        return Files.exists(folder.resolve("runs.jsonl"))
                ? "Interrupted. The finished runs are kept; go on with%n  occam study %s --resume %s"
                        .formatted(name, folder)
                : "Interrupted before the first run was finished.";
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

package dev.occam.benchmark.driver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that are run once for what they leave, or to see whether they can. */
final class Attempt {
    private Attempt() {}

    /**
     * Runs a program.
     *
     * @param folder where it runs
     * @param log gets what it prints
     * @return why it failed: it is not there, it takes too long, or else the first line that it printed
     */
    static Optional<String> run(Path folder, Path log, long minutes, String... command) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            return Optional.of(
                    isOnPath(command[0])
                            ? "%s cannot be started: %s".formatted(command[0], e.getMessage())
                            : command[0] + " is not on the PATH");
        }
        try {
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return Optional.of("%s did not end within %d minutes".formatted(command[0], minutes));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Station.Failure("interrupted");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of("%s failed: %s".formatted(command[0], firstLine(log)));
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.exists(Path.of(folder, program)));
    }

    private static String firstLine(Path log) {
        try (Stream<String> lines = Files.lines(log, Charset.defaultCharset())) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("it printed nothing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.occam.benchmark.driver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs that are run once for what they leave, or to see whether they can. */
final class Attempt {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    private Attempt() {}

    /**
     * Runs a program.
     *
     * @param folder where it runs
     * @param log gets what it prints
     * @return why it failed: it is not there, it takes too long, or else its first line about an error, or its first
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
                : Optional.of("%s failed: %s".formatted(command[0], reason(log)));
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.exists(Path.of(folder, program)));
    }

    /** The first line of an error, else the first line; byte by byte, whatever it is written in. */
    private static String reason(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> printed = lines.map(
                            line -> COLOURS.matcher(line).replaceAll("").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            return printed.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
                    .findFirst()
                    .orElse(printed.isEmpty() ? "it printed nothing" : printed.get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.occam.benchmark.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the figures were measured on.
 *
 * @param processor as it calls itself
 * @param vectors the widest of the vector instructions that it has
 * @param memoryGiB rounded down
 */
record Machine(String processor, int cores, String vectors, long memoryGiB, String system, String java) {
    private static final Path PROC = Path.of("/proc");

    static Machine here() {
        String flags = " " + field(PROC.resolve("cpuinfo"), "flags") + " ";
        String kilobytes =
                field(PROC.resolve("meminfo"), "MemTotal").replace("kB", "").strip();
        return new Machine(
                field(PROC.resolve("cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                flags.contains(" avx512f ") ? "AVX-512" : flags.contains(" avx2 ") ? "AVX2" : "",
                kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    }

    /** The value of the first line {@code name : value}, empty where there is none. */
    private static String field(Path file, String name) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(":", 2))
                    .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                    .map(parts -> parts[1].strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** A line for people. */
    String describe() {
        return String.join(
                ", ",
                Arrays.asList(
                        cores + " cores of " + (processor.isEmpty() ? "an unknown processor" : processor)
                                + (vectors.isEmpty() ? "" : " with " + vectors),
                        memoryGiB + " GiB",
                        system,
                        "Java " + java));
    }
}

package dev.occam.benchmark.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Processor time as Linux counts it, in seconds; 0 where there is no such count. */
final class ProcessorTime {
    /** Of {@code /proc}: a hundred a second on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    private ProcessorTime() {}

    /** User and system time of all processes. */
    static double ofMachine() {
        String[] words = words(PROC.resolve("stat"));
        // user nice system idle iowait irq softirq steal
        return words.length < 9 ? 0 : seconds(words, 1, 2, 3, 6, 7, 8);
    }

    /** User and system time of a process. */
    static double of(long process) {
        return afterName(String.valueOf(process), 11, 12);
    }

    /** User and system time of all processes that this one has started and that have ended. */
    static double ofEndedChildren() {
        return afterName("self", 13, 14);
    }

    /** The name of a process is in parentheses and may hold blanks. */
    private static double afterName(String process, int... places) {
        String text = String.join(" ", words(PROC.resolve(process).resolve("stat")));
        int end = text.lastIndexOf(')');
        return end < 0 ? 0 : seconds(text.substring(end + 2).split(" "), places);
    }

    private static double seconds(String[] words, int... places) {
        return Arrays.stream(places)
                        .mapToLong(place -> Long.parseLong(words[place]))
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static String[] words(Path file) {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").split("\\s+");
        } catch (IOException e) {
            return new String[0];
        }
    }
}

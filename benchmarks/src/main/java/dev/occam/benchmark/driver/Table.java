package dev.occam.benchmark.driver;

import java.util.List;
import java.util.Locale;

/** Verdicts as lines of at most 80 characters. */
final class Table {
    private Table() {}

    static String of(List<Verdict> verdicts) {
        StringBuilder text =
                new StringBuilder(line("work", "t", "occam", "+-%", "beside", "takes", "ratio", "goal", "met"));
        for (Verdict verdict : verdicts) {
            Measurement ours = verdict.ours();
            text.append(line(
                    Columns.cut(ours.work(), 27),
                    ours.threads(),
                    Columns.time(ours.median()),
                    String.format(Locale.ROOT, "%.0f%s", 100 * ours.spread(), ours.doubtful() ? "*" : ""),
                    verdict.beside()
                            .map(other -> Columns.cut(other.name().replaceFirst("^(step|update) ", ""), 10))
                            .orElse(""),
                    verdict.beside().map(other -> Columns.time(other.seconds())).orElse(""),
                    verdict.ratio().map(Columns::digits).orElse(""),
                    verdict.target().map(Columns::digits).orElse(""),
                    verdict.met().map(met -> met ? "yes" : "NO").orElse("")));
        }
        return text.toString();
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, "%-27s %1s %8s %-4s %-10s %8s %5s %5s %-3s", columns)
                        .stripTrailing() + "\n";
    }

    /** What the columns mean. */
    static String legend() {
        return """
                Times are medians of undisturbed repetitions, ratio is how many times as fast
                Occam is; t: threads; +-%: half the distance of the quartiles; *: too few
                undisturbed repetitions, all count.
                """;
    }
}

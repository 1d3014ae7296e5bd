package dev.occam.benchmark.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became slower since another commit. */
final class Regressions {
    private final double threshold;
    private final List<Row> rows;
    private final List<Measurement> onlyBefore;

    /** A work in both commits. */
    record Row(Measurement now, Measurement before, PairedRatio ratio) {}

    /**
     * @param before what the peer that is the other commit is called
     * @param threshold the ratio of times that is still taken
     */
    Regressions(List<Measurement> measurements, String before, double threshold) {
        this.threshold = threshold;
        rows = new ArrayList<>();
        for (Measurement now : measurements) {
            Optional<Measurement> other = measurements.stream()
                    .filter(each -> each.group() == now.group() && each.is(now.work(), now.threads(), before))
                    .findFirst();
            if (now.peer().equals(Catalogue.OURSELVES) && other.isPresent()) {
                rows.add(new Row(
                        now,
                        other.get(),
                        PairedRatio.of(now.seconds(), other.get().seconds())));
            }
        }
        onlyBefore = measurements.stream()
                .filter(each -> each.peer().equals(before)
                        && rows.stream().noneMatch(row -> row.before().equals(each)))
                .toList();
    }

    /** What only the other commit finished. */
    List<Measurement> onlyBefore() {
        return onlyBefore;
    }

    boolean any() {
        return rows.stream().anyMatch(this::isWorse);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    private boolean isWorse(Row row) {
        return row.ratio().isAbove(threshold);
    }

    /** A line a work: times, the ratio of now to before with its interval, and a word. */
    String table(String before) {
        StringBuilder text = new StringBuilder(
                "%-27s %1s %9s %12s  %s\n".formatted("work", "t", "now", Columns.cut(before, 12), "ratio (19 in 20)"));
        for (Row row : rows) {
            String word = isWorse(row) ? "SLOWER" : row.ratio().high() < 1 / threshold ? "faster" : "";
            text.append(String.format(
                            Locale.ROOT,
                            "%-27s %1d %9s %12s  %.3f (%.3f-%.3f) %s",
                            Columns.cut(row.now().work(), 27),
                            row.now().threads(),
                            Columns.time(row.now().median()),
                            Columns.time(row.before().median()),
                            row.ratio().median(),
                            row.ratio().low(),
                            row.ratio().high(),
                            word)
                    .stripTrailing());
            text.append('\n');
        }
        for (Measurement each : onlyBefore) {
            text.append("%-27s %1d only %s finished it\n"
                    .formatted(Columns.cut(each.work(), 27), each.threads(), Columns.cut(before, 12)));
        }
        return text.toString();
    }
}

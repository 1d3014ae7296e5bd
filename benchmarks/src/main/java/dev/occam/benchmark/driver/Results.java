package dev.occam.benchmark.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * One run of the benchmarks.
 *
 * @param commit of what was measured, with {@code +} where files were changed since
 * @param date when it began, ISO 8601 in UTC
 * @param command that made it
 */
record Results(Machine machine, String commit, String date, String command, List<Measurement> measurements) {
    Results {
        measurements = List.copyOf(measurements);
    }

    /** These results with those of a later run; what both measured is taken from the later one. */
    Results with(Results later) {
        List<Measurement> all = new ArrayList<>(measurements);
        for (Measurement each : later.measurements) {
            all.removeIf(old -> old.group() == each.group() && old.is(each.work(), each.threads(), each.peer()));
        }
        all.addAll(later.measurements);
        return new Results(later.machine, later.commit, later.date, later.command, all);
    }
}

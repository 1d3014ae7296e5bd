package dev.occam.benchmark.driver;

import java.util.ArrayList;
import java.util.List;

/** What one or more runs of the benchmarks measured. */
record Results(List<Origin> origins, List<Measurement> measurements) {
    Results {
        origins = List.copyOf(origins);
        measurements = List.copyOf(measurements);
    }

    /** These results with those of a later run; what both measured is taken from the later one. */
    Results with(Results later) {
        List<Origin> runs = new ArrayList<>(origins);
        for (Origin each : later.origins) {
            runs.removeIf(old -> old.command().equals(each.command()));
        }
        runs.addAll(later.origins);
        List<Measurement> all = new ArrayList<>(measurements);
        for (Measurement each : later.measurements) {
            all.removeIf(old -> old.group() == each.group() && old.is(each.work(), each.threads(), each.peer()));
        }
        all.addAll(later.measurements);
        return new Results(runs, all);
    }
}

package dev.occam.benchmark.driver;

import java.util.List;

/** What one run measured. */
record Measured(Origin origin, List<Measurement> measurements) {
    Measured {
        measurements = List.copyOf(measurements);
    }

    /** Without the cases that another run measured too. */
    Measured without(Measured other) {
        return new Measured(
                origin,
                measurements.stream()
                        .filter(each -> other.measurements.stream().noneMatch(each::isInCaseOf))
                        .toList());
    }
}

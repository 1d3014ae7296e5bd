package dev.occam.engine.study;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a finished run gave.
 *
 * @param fingerprint of the spec, so that a kept run is used only for what it was
 * @param values what was measured; none where the run diverged
 * @param seconds of training, without evaluation
 */
record RunRecord(String fingerprint, Map<Measure, Double> values, double seconds) {
    RunRecord {
        values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
    }

    boolean isFailed() {
        return values.isEmpty();
    }

    /** NaN where it was not measured or the run diverged. */
    double value(Measure measure) {
        return values.getOrDefault(measure, Double.NaN);
    }
}

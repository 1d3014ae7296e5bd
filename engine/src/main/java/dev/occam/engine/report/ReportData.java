package dev.occam.engine.report;

import dev.occam.Coverage;
import dev.occam.EpochReport;
import dev.occam.Finding;
import dev.occam.Metrics;
import java.util.List;
import java.util.Optional;

/**
 * All that a run's report shows.
 *
 * @param title of the page, for instance the data's name
 * @param facts short ones in reading order: backend, device, seed, time, versions
 * @param history of all epochs
 * @param bestEpoch the epoch whose weights were kept
 * @param train metrics of the kept weights
 * @param validation metrics of the kept weights
 * @param test metrics of the kept weights
 * @param coverage which rules act on which weights
 * @param diagnosis what most likely is not as it was meant
 * @param weights of the kept weights, a histogram for each
 * @param confusion of the test part, or of another where there is none; empty where values are predicted
 * @param worst the examples of that part to whose class the model gives the least probability, worst first
 * @param spec the effective spec
 */
record ReportData(
        String title,
        List<Fact> facts,
        List<EpochReport> history,
        int bestEpoch,
        Metrics train,
        Optional<Metrics> validation,
        Optional<Metrics> test,
        Coverage coverage,
        List<Finding> diagnosis,
        List<WeightHistogram> weights,
        Optional<Confusion> confusion,
        List<WorstExample> worst,
        String spec) {
    /** Something worth knowing, with what it is called. */
    public record Fact(String name, String value) {}

    public ReportData {
        facts = List.copyOf(facts);
        history = List.copyOf(history);
        diagnosis = List.copyOf(diagnosis);
        weights = List.copyOf(weights);
        worst = List.copyOf(worst);
    }
}

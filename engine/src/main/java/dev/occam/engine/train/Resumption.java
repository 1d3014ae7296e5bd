package dev.occam.engine.train;

import dev.occam.EpochReport;
import dev.occam.error.RequestException;
import java.nio.file.Path;

/** Whether a checkpoint belongs to a run. */
final class Resumption {
    private Resumption() {}

    static void check(Path file, Checkpoint.Identity checkpoint, TrainingSetup setup, boolean acceptOtherCoverage) {
        if (checkpoint.seed() != setup.spec().seed()) {
            throw refuse(
                    file,
                    "its seed is %d, but this run's is %d"
                            .formatted(checkpoint.seed(), setup.spec().seed()),
                    "Resume with the same seed.");
        }
        if (!checkpoint.data().equals(setup.data().hash())) {
            throw refuse(
                    file,
                    "it was trained on other data, or on another split of them",
                    "Resume with the same data, or start from its weights with --init.");
        }
        if (!acceptOtherCoverage
                && !checkpoint.coverage().equals(setup.coverage().hash())) {
            throw refuse(
                    file,
                    "other rules act on its weights: its coverage table has the hash %s, this run's %s"
                            .formatted(
                                    shortened(checkpoint.coverage()),
                                    shortened(setup.coverage().hash())),
                    "Resume with the same regularizers, strategies and frozen layers, or accept the difference explicitly.");
        }
    }

    /** The same report with the mark that metrics files do not hold. */
    static EpochReport marked(EpochReport report, boolean best) {
        return new EpochReport(
                report.epoch(),
                report.seconds(),
                report.train(),
                report.penalties(),
                report.validation(),
                report.learningRate(),
                report.weights(),
                report.accounting(),
                best);
    }

    private static RequestException refuse(Path file, String reason, String remedy) {
        return new RequestException("Cannot resume from %s: %s.%n  %s".formatted(file, reason, remedy));
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}

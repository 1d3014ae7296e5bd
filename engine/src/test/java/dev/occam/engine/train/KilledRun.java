package dev.occam.engine.train;

import dev.occam.EpochReport;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A process that trains, or goes on training, in a folder; made to be killed. */
final class KilledRun {
    private KilledRun() {}

    static TrainingSpec spec() {
        return SmallRuns.sixtySteps()
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("l2-sp", Map.of("lambda", 0.01))
                .shuffle(true)
                .validation(0.2)
                .keepBest(true)
                .epochs(60)
                .build();
    }

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Optional<Path> resume = Files.exists(folder.resolve("run.json")) ? Optional.of(folder) : Optional.empty();
        Occam.engine()
                .train(spec(), new RunOptions(Optional.of(folder), resume, false), new TrainingListener() {
                    @Override
                    public void epoch(EpochReport report) {
                        slowDown();
                    }
                })
                .model()
                .close();
    }

    /** So that a kill finds the run at work and not at its end. */
    private static void slowDown() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.occam;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run gave.
 *
 * @param model with the weights that were kept; to be closed by the caller
 * @param epochs that were trained
 * @param bestEpoch the epoch whose weights were kept
 * @param train metrics of the kept weights on the training part, without any rule at work
 * @param validation metrics of the kept weights
 * @param test metrics of the kept weights
 * @param seconds of the whole run
 * @param backend the backend's name
 * @param examplesPerSecond trained, evaluation not counted
 * @param history of all epochs
 * @param diagnosis what most likely is not as it was meant; empty where nothing is
 * @param folder the run folder
 */
public record TrainingResult(
        TrainedModel model,
        int epochs,
        int bestEpoch,
        Metrics train,
        Optional<Metrics> validation,
        Optional<Metrics> test,
        double seconds,
        String backend,
        double examplesPerSecond,
        List<EpochReport> history,
        List<Finding> diagnosis,
        Optional<Path> folder) {
    public TrainingResult {
        history = List.copyOf(history);
        diagnosis = List.copyOf(diagnosis);
    }
}

package dev.occam;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known before the first step.
 *
 * @param backend the backend's name
 * @param device what it runs on
 * @param choice one line on why this backend, and why not the others
 * @param coverage which rules act on which weights
 * @param trainExamples examples in the training part
 * @param parameters values in all weights
 * @param epochs that will be trained at most
 * @param stepsPerEpoch steps of an epoch
 * @param firstEpoch 1, or the next one when resumed
 * @param folder the run folder
 */
public record RunStart(
        String backend,
        String device,
        String choice,
        Coverage coverage,
        int trainExamples,
        long parameters,
        int epochs,
        int stepsPerEpoch,
        int firstEpoch,
        Optional<Path> folder) {}

package dev.occam.engine.rule;

/**
 * What rules may know of a run before it begins.
 *
 * @param maxLearningRate η_max over the whole schedule
 * @param lastLearningRate η of the last step
 * @param batchSize examples in a full batch
 * @param trainingSize examples in the training part
 * @param stepsPerEpoch steps in an epoch
 */
public record RunFacts(
        double maxLearningRate, double lastLearningRate, int batchSize, int trainingSize, int stepsPerEpoch) {}

package dev.occam;

import java.util.Map;
import java.util.Optional;

/**
 * What an epoch gave.
 *
 * @param epoch from 1
 * @param seconds since training began
 * @param train metrics during the epoch, over its steps, with all rules at work
 * @param penalties of each rule at the end of the epoch, by the rule's name, in order
 * @param validation metrics after the epoch
 * @param learningRate of the last step
 * @param weights of the model after the epoch
 * @param accounting what rules did to the weights
 * @param best whether this is the best epoch so far
 */
public record EpochReport(
        int epoch,
        double seconds,
        Metrics train,
        Map<String, Double> penalties,
        Optional<Metrics> validation,
        double learningRate,
        WeightStatistics weights,
        Accounting accounting,
        boolean best) {
    /**
     * Over all values of the role {@link dev.occam.plugin.Role#WEIGHT}.
     *
     * @param meanAbs mean of the absolute values
     * @param l2 Euclidean norm
     * @param zeros fraction that is exactly 0
     */
    public record WeightStatistics(double meanAbs, double l2, double zeros) {}
}

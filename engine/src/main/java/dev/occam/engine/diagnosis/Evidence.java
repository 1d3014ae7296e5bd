package dev.occam.engine.diagnosis;

import dev.occam.EpochReport;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a run that has ended.
 *
 * @param history of all epochs
 * @param train losses of the kept weights on the training part, without any rule at work
 * @param validation the same on the validation part
 * @param constantLoss the mean loss of the best prediction that is the same for all examples
 * @param shrinking the rules that shrink weights
 * @param enlarged what larger weights would do, where rules shrink them
 * @param neutral weights whose size a normalization takes out, with rules that shrink them
 * @param units of layers that may be silent
 * @param stop how the run ended
 */
public record Evidence(
        List<EpochReport> history,
        Losses train,
        Optional<Losses> validation,
        double constantLoss,
        List<String> shrinking,
        Optional<Enlarged> enlarged,
        Optional<Neutral> neutral,
        List<Units> units,
        Stop stop) {
    /**
     * By how much each example's loss on the validation part falls where the weights that rules shrink are larger.
     *
     * @param factor of the weights
     * @param gain the losses of the kept weights minus those of the larger ones
     */
    public record Enlarged(double factor, Losses gain) {}

    /**
     * Weights before a normalization.
     *
     * @param rules that shrink them
     * @param weights their names
     * @param factor they were scaled by
     * @param loss of batches as they are
     * @param scaled the same with the scaled weights
     */
    public record Neutral(List<String> rules, List<String> weights, double factor, double loss, double scaled) {}

    /**
     * The units of a layer.
     *
     * @param layer what messages call it
     * @param silent that are 0 for every example of the training part
     * @param all units
     */
    public record Units(String layer, int silent, int all) {}

    /**
     * The end of a run.
     *
     * @param early whether it was before the last epoch, for want of improvement
     * @param epochs that were asked for
     * @param rate the learning rate of the last step
     * @param largestRate of the whole schedule
     * @param lastRate that the schedule would have ended with
     */
    public record Stop(boolean early, int epochs, double rate, double largestRate, double lastRate) {}

    public Evidence {
        history = List.copyOf(history);
        shrinking = List.copyOf(shrinking);
        units = List.copyOf(units);
    }

    EpochReport last() {
        return history.get(history.size() - 1);
    }

    /** The largest share that a rule that shrinks weights has in the last step; 0 where there is none. */
    double largestShare() {
        return shrinking.stream()
                .mapToDouble(rule -> last().accounting().shares().getOrDefault(rule, 0.0))
                .max()
                .orElse(0);
    }
}

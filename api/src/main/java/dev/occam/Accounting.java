package dev.occam;

import java.util.List;
import java.util.Map;

/**
 * What rules did to the weights in an epoch.
 *
 * @param weights an account of each weight, in the model's order
 * @param shares of the epoch's last step over all weights, by the rule's name: the norm of what the rule added to it, relative to the norm
 *     of the whole step. Parts may cancel each other, so shares may exceed 1 and need not add up to it
 * @param timescales of rules that shrink weights: after how many steps like those of the epoch, on average, a weight without a
 *     gradient would be 1/e of what it is. A rule that took nothing off has none
 */
public record Accounting(List<WeightAccount> weights, Map<String, Double> shares, Map<String, Timescale> timescales) {
    /** Nothing was counted. */
    public static final Accounting NONE = new Accounting(List.of(), Map.of(), Map.of());

    /**
     * A weight after the epoch.
     *
     * @param weight its name, as in saved files
     * @param meanAbs mean of the absolute values
     * @param l2 Euclidean norm
     * @param zeros fraction that is exactly 0
     * @param shares of the weight's last step, by the rule's name
     */
    public record WeightAccount(String weight, double meanAbs, double l2, double zeros, Map<String, Double> shares) {}

    /**
     * A time in which weights forget, 1/(ηλ).
     *
     * @param steps as steps
     * @param epochs as epochs
     */
    public record Timescale(double steps, double epochs) {}

    public Accounting {
        weights = List.copyOf(weights);
    }
}

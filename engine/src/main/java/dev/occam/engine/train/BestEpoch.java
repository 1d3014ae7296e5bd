package dev.occam.engine.train;

import dev.occam.EarlyStopping;
import dev.occam.Metrics;
import java.util.Optional;

/** The best epoch so far and the number of epochs since. NaN is no improvement, nor is anything compared with it. */
final class BestEpoch {
    private final boolean accuracy;
    private final double minDelta;
    private final int patience;
    private int epoch;
    private double value;
    private int since;

    /** Watches the loss where there is no rule for stopping. */
    BestEpoch(Optional<EarlyStopping> rule) {
        accuracy = rule.map(EarlyStopping::metric).equals(Optional.of("accuracy"));
        minDelta = rule.map(EarlyStopping::minDelta).orElse(0.0);
        patience = rule.map(EarlyStopping::patience).orElse(Integer.MAX_VALUE);
        value = accuracy ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** Looks at an epoch; whether it is the best so far. */
    boolean add(int number, Metrics metrics) {
        double next = accuracy ? metrics.accuracy().orElse(Double.NaN) : metrics.loss();
        boolean better = accuracy ? next > value + minDelta : next < value - minDelta;
        if (!better) {
            since++;
            return false;
        }
        epoch = number;
        value = next;
        since = 0;
        return true;
    }

    /** The number of the best epoch; 0 if there is none. */
    int epoch() {
        return epoch;
    }

    /** Whether there has been no improvement for as long as the rule waits. */
    boolean shouldStop() {
        return since >= patience;
    }
}

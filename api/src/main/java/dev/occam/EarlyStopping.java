package dev.occam;

/**
 * Stops when validation has not improved for a while, and keeps exactly the weights that were evaluated as the best.
 *
 * @param patience epochs without improvement until training stops, at least 1
 * @param minDelta what counts as an improvement, at least 0
 * @param metric {@code loss} (the data loss, smaller is better) or {@code accuracy} (larger is better), on validation
 */
public record EarlyStopping(int patience, double minDelta, String metric) {
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1 (patience=" + patience + ")");
        }
        if (!(minDelta >= 0) || Double.isInfinite(minDelta)) {
            throw new IllegalArgumentException("min-delta must be a finite number >= 0 (min-delta=" + minDelta + ")");
        }
        if (!metric.equals("loss") && !metric.equals("accuracy")) {
            throw new IllegalArgumentException("metric must be loss or accuracy (metric=" + metric + ")");
        }
    }
}

package dev.occam.engine.report;

import java.util.List;

/**
 * How often which class was taken for which.
 *
 * @param part of the data: {@code test}
 * @param classes their names
 * @param counts {@code counts[truth][prediction]}
 */
record Confusion(String part, List<String> classes, int[][] counts) {
    public Confusion {
        classes = List.copyOf(classes);
        if (counts.length != classes.size()) {
            throw new IllegalArgumentException(
                    "%d classes need as many rows, not %d".formatted(classes.size(), counts.length));
        }
    }

    /** From the true and the predicted class of each example. */
    public static Confusion of(String part, List<String> classes, int[] truth, int[] predicted) {
        int[][] counts = new int[classes.size()][classes.size()];
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][predicted[i]]++;
        }
        return new Confusion(part, classes, counts);
    }

    int total(int truth) {
        int total = 0;
        for (int count : counts[truth]) {
            total += count;
        }
        return total;
    }
}

package dev.occam.data;

import java.util.List;

/**
 * Examples in memory: float32 features, row by row, and one target an example.
 *
 * @param name what messages and run folders call it
 * @param exampleShape shape of one example without the batch axis, for instance [64] or [28, 28]; each size positive
 * @param features {@code size × product(exampleShape)} values, row-major
 * @param targets what is to be predicted
 */
public record Dataset(String name, List<Integer> exampleShape, float[] features, Targets targets) {
    public Dataset {
        exampleShape = List.copyOf(exampleShape);
        long width = 1;
        for (int size : exampleShape) {
            if (size <= 0) {
                throw new IllegalArgumentException("an example's shape must hold positive sizes, not " + exampleShape);
            }
            width = Math.multiplyExact(width, (long) size);
        }
        if (features.length != width * targets.size()) {
            throw new IllegalArgumentException("%s targets of shape %s need %s feature values, not %s"
                    .formatted(targets.size(), exampleShape, width * targets.size(), features.length));
        }
    }

    /** Number of examples. */
    public int size() {
        return targets.size();
    }

    /** Number of feature values of one example. */
    public int width() {
        int width = 1;
        for (int size : exampleShape) {
            width *= size;
        }
        return width;
    }

    /** The examples of these rows, in this order; a row may come twice. */
    public Dataset rows(int[] rows) {
        int width = width();
        float[] picked = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * width, picked, i * width, width);
        }
        return new Dataset(name, exampleShape, picked, targets.rows(rows));
    }
}

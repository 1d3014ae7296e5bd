package dev.occam.engine.report;

import java.util.List;
import java.util.Optional;

/**
 * An example that the model gets wrong, or nearly.
 *
 * @param row of the example in its part, from 0
 * @param truth its class
 * @param predicted the class that the model gives
 * @param probability that the model gives to the truth
 * @param image what it looks like, if that can be shown
 */
record WorstExample(int row, String truth, String predicted, double probability, Optional<Image> image) {
    /**
     * Grey values, row by row from the top.
     *
     * @param values {@code width × height} numbers; the smallest is shown as paper, the largest as ink
     */
    public record Image(int width, int height, float[] values) {
        public Image {
            if (values.length != width * height) {
                throw new IllegalArgumentException(
                        "an image of %d x %d has no %d values".formatted(width, height, values.length));
            }
        }

        /** An example as an image, where its shape is [h, w], [1, h, w], or a square number of at least 64 values. */
        public static Optional<Image> of(List<Integer> shape, float[] values) {
            int rank = shape.size();
            if (rank == 2 || rank == 3 && shape.get(0) == 1) {
                return Optional.of(new Image(shape.get(rank - 1), shape.get(rank - 2), values));
            }
            int side = (int) Math.round(Math.sqrt(values.length));
            boolean square = rank == 1 && side >= 8 && side * side == values.length;
            return square ? Optional.of(new Image(side, side, values)) : Optional.empty();
        }
    }
}

package dev.occam.engine.data;

import dev.occam.engine.file.Memory;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * How raw data become the numbers a model sees: feature = (raw / divisor − mean) / scale.
 *
 * <p>A model's file carries it, so that {@code predict} needs that file alone.
 *
 * @param exampleShape shape of one example
 * @param columns the feature columns of a table, in order; none for images
 * @param label name of the label column; empty for images
 * @param classes names of the classes, ordered by value; none where numbers are predicted
 * @param missing what becomes of missing feature values
 * @param divisor what raw values are divided by: 255 for images, 16 for digits, 1 for tables
 * @param fill what stands for a missing value of each feature, after division; none unless values are filled
 * @param mean mean of each feature in the training part, 0 for categories; none without standardization
 * @param scale standard deviation (of the population) of each feature there, 1 for categories and constants; none
 *     without standardization
 */
public record Preprocessing(
        List<Integer> exampleShape,
        List<Column> columns,
        String label,
        List<String> classes,
        MissingRule missing,
        double divisor,
        List<Double> fill,
        List<Double> mean,
        List<Double> scale) {
    public Preprocessing {
        exampleShape = List.copyOf(exampleShape);
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
        fill = List.copyOf(fill);
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        long width = Memory.product(
                exampleShape.stream().mapToLong(size -> Math.max(size, 0)).toArray());
        if (width < 1 || width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("exampleShape must hold positive sizes, not " + exampleShape);
        }
        if (!columns.isEmpty() && columns.stream().mapToLong(Column::width).sum() != width) {
            throw new IllegalArgumentException("the columns do not make the shape " + exampleShape);
        }
        if (new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("classes must be distinct");
        }
        requirePerFeature("fill", fill, width);
        requirePerFeature("mean", mean, width);
        requirePerFeature("scale", scale, width);
        if (mean.size() != scale.size()) {
            throw new IllegalArgumentException("mean and scale belong together");
        }
        if (!(divisor > 0 && divisor < Double.POSITIVE_INFINITY)
                || scale.stream().anyMatch(value -> value <= 0)) {
            throw new IllegalArgumentException("divisor and scale must be finite numbers > 0");
        }
    }

    /** Images: no columns, nothing learnt. */
    static Preprocessing images(List<Integer> shape, List<String> classes) {
        return new Preprocessing(
                shape, List.of(), "", classes, MissingRule.ERROR, 255, List.of(), List.of(), List.of());
    }

    /** A table of these columns, nothing learnt yet. */
    static Preprocessing table(
            List<Column> columns, String label, List<String> classes, MissingRule missing, double divisor) {
        int width = columns.stream().mapToInt(Column::width).sum();
        return new Preprocessing(
                List.of(width), columns, label, classes, missing, divisor, List.of(), List.of(), List.of());
    }

    /** Number of features of one example. */
    public int width() {
        return exampleShape.stream().mapToInt(size -> size).reduce(1, (a, b) -> a * b);
    }

    /** Whether classes are predicted, not numbers. */
    public boolean predictsClasses() {
        return !classes.isEmpty();
    }

    /** As one line of JSON. */
    public String toJson() {
        return PreprocessingJson.write(this);
    }

    /**
     * What {@link #toJson} wrote.
     *
     * @throws dev.occam.error.RequestException if it is not that
     */
    public static Preprocessing fromJson(String json) {
        return PreprocessingJson.read(json);
    }

    Preprocessing learnt(List<Double> newFill, List<Double> newMean, List<Double> newScale) {
        return new Preprocessing(exampleShape, columns, label, classes, missing, divisor, newFill, newMean, newScale);
    }

    /** Changes raw values into features, in place; NaN stands for a missing value. */
    void apply(float[] values) {
        int width = width();
        double[] filling = perFeature(fill, Double.NaN);
        double[] center = perFeature(mean, 0);
        double[] spread = perFeature(scale, 1);
        for (int start = 0; start < values.length; start += width) {
            for (int j = 0; j < width; j++) {
                float raw = values[start + j];
                double value = Float.isNaN(raw) ? filling[j] : raw / divisor;
                values[start + j] = (float) ((value - center[j]) / spread[j]);
            }
        }
    }

    private double[] perFeature(List<Double> values, double otherwise) {
        List<Double> all = values.isEmpty() ? Collections.nCopies(width(), otherwise) : values;
        return all.stream().mapToDouble(value -> value).toArray();
    }

    private static void requirePerFeature(String what, List<Double> values, long width) {
        if (!values.isEmpty() && values.size() != width) {
            throw new IllegalArgumentException("%s must hold %s values, not %s".formatted(what, width, values.size()));
        }
        if (!values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(what + " must hold finite numbers");
        }
    }
}

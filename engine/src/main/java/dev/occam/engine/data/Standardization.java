package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Learns from the training part what {@link Preprocessing} fills and scales with. */
final class Standardization {
    private Standardization() {}

    /** The same preprocessing with fill values, means and scales of these raw training examples. */
    static Preprocessing learn(Preprocessing raw, Dataset train, boolean standardize) {
        List<Double> fill = fill(raw, train);
        if (!standardize) {
            return raw.learnt(fill, List.of(), List.of());
        }
        List<Double> mean = new ArrayList<>(Collections.nCopies(raw.width(), 0.0));
        List<Double> scale = new ArrayList<>(Collections.nCopies(raw.width(), 1.0));
        for (int feature : numericFeatures(raw)) {
            double[] values = values(raw, train, feature);
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(values[i]) ? fill.get(feature) : values[i];
            }
            double center = mean(values);
            mean.set(feature, center);
            scale.set(feature, deviation(values, center));
        }
        return raw.learnt(fill, mean, scale);
    }

    private static List<Double> fill(Preprocessing raw, Dataset train) {
        return switch (raw.missing()) {
            case ERROR, DROP_ROW -> List.of();
            case ZERO -> Collections.nCopies(raw.width(), 0.0);
            case MEAN -> means(raw, train);
        };
    }

    private static List<Double> means(Preprocessing raw, Dataset train) {
        List<Double> means = new ArrayList<>(Collections.nCopies(raw.width(), 0.0));
        int feature = 0;
        for (Column column : raw.columns()) {
            if (column.kind() == Column.Kind.NUMERIC) {
                double[] present = values(raw, train, feature);
                present = Arrays.stream(present)
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
                if (present.length == 0) {
                    throw new RequestException(
                            "%s, column %s: every value in the training part is missing, so there is no mean to fill with.\n  Name the column under ignore, or say missing: zero."
                                    .formatted(train.name(), Printable.quoted(column.name())));
                }
                means.set(feature, mean(present));
            }
            feature += column.width();
        }
        return means;
    }

    private static List<Integer> numericFeatures(Preprocessing raw) {
        List<Integer> features = new ArrayList<>();
        if (raw.columns().isEmpty()) {
            for (int feature = 0; feature < raw.width(); feature++) {
                features.add(feature);
            }
            return features;
        }
        int feature = 0;
        for (Column column : raw.columns()) {
            if (column.kind() == Column.Kind.NUMERIC) {
                features.add(feature);
            }
            feature += column.width();
        }
        return features;
    }

    private static double[] values(Preprocessing raw, Dataset train, int feature) {
        int width = raw.width();
        double[] values = new double[train.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = train.features()[row * width + feature] / raw.divisor();
        }
        return values;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Of a constant column 1, and not the rounding error of its mean. */
    private static double deviation(double[] values, double mean) {
        double sum = 0;
        boolean constant = true;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
            constant &= value == values[0];
        }
        return constant ? 1 : Math.sqrt(sum / values.length);
    }
}

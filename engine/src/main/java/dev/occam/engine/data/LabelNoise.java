package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;

/** Wrong labels on purpose: what makes overfitting visible on a small data set. */
final class LabelNoise {
    private LabelNoise() {}

    /** Redraws the labels of {@code round(fraction · size)} examples uniformly among all classes, the true one included. */
    static Dataset redraw(Dataset data, double fraction, SplitMix random) {
        if (fraction == 0) {
            return data;
        }
        if (!(data.targets() instanceof Targets.Classes classes)) {
            throw new RequestException(
                    "data: label-noise redraws classes, but the label of %s is a number to be predicted.\n  Leave label-noise out, or say classes: true."
                            .formatted(data.name()));
        }
        int[] rows = new int[data.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row;
        }
        int count = (int) Math.round(fraction * data.size());
        random.shuffleFirst(rows, count);
        int[] labels = classes.labels().clone();
        for (int i = 0; i < count; i++) {
            labels[rows[i]] = random.below(classes.names().size());
        }
        return new Dataset(
                data.name(), data.exampleShape(), data.features(), new Targets.Classes(labels, classes.names()));
    }
}

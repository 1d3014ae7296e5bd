package dev.occam;

import dev.occam.data.Dataset;
import dev.occam.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model with its weights and the preprocessing that was learnt with it. Used by one thread at a time. */
public interface TrainedModel extends AutoCloseable {
    /** Metrics on examples in the raw form that the model's data had, before preprocessing. */
    Metrics evaluate(DataChoice data);

    /** Metrics on examples that are already prepared. */
    Metrics evaluate(Dataset data);

    /** Predictions for examples in raw form; targets in the data are not needed, and ignored. */
    Predictions predict(DataChoice data);

    /**
     * Predictions for examples that are already prepared.
     *
     * @param features {@code examples × width} values, row-major
     */
    Predictions predict(float[] features);

    /** The names of the weights, in the model's order, with their shapes. */
    Map<String, Shape> weights();

    /** The values of a weight, row-major. */
    float[] weight(String name);

    /** Writes weights, spec and preprocessing as safetensors, replacing the file whole. */
    void save(Path file);

    @Override
    void close();

    /**
     * What a model says of some examples.
     *
     * @param columns names of the columns: classes, or predicted values
     * @param values {@code examples × columns}, row-major: probabilities, or values
     * @param classes for each example the index of its class; empty where values are predicted
     */
    record Predictions(List<String> columns, float[] values, int[] classes) {
        public Predictions {
            columns = List.copyOf(columns);
        }
    }
}

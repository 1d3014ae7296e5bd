package dev.occam.engine.contract;

import dev.occam.DataChoice;
import dev.occam.Metrics;
import dev.occam.TrainedModel;
import dev.occam.data.Dataset;
import dev.occam.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;

/** A model whose predictions or weights are a little off. */
record DefectiveModel(TrainedModel right, float predictionFactor, float weightFactor) implements TrainedModel {
    @Override
    public Metrics evaluate(DataChoice data) {
        return right.evaluate(data);
    }

    @Override
    public Metrics evaluate(Dataset data) {
        return right.evaluate(data);
    }

    @Override
    public Predictions predict(DataChoice data) {
        return off(right.predict(data));
    }

    @Override
    public Predictions predict(float[] features) {
        return off(right.predict(features));
    }

    private Predictions off(Predictions predictions) {
        return new Predictions(
                predictions.columns(), times(predictions.values(), predictionFactor), predictions.classes());
    }

    @Override
    public Map<String, Shape> weights() {
        return right.weights();
    }

    @Override
    public float[] weight(String name) {
        return times(right.weight(name), weightFactor);
    }

    @Override
    public void save(Path file) {
        right.save(file);
    }

    @Override
    public void close() {
        right.close();
    }

    private static float[] times(float[] values, float factor) {
        float[] off = values.clone();
        for (int i = 0; i < off.length; i++) {
            off[i] *= factor;
        }
        return off;
    }
}

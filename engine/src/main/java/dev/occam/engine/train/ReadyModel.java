package dev.occam.engine.train;

import dev.occam.DataChoice;
import dev.occam.Metrics;
import dev.occam.TrainedModel;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.device.Device;
import dev.occam.engine.data.DataOptions;
import dev.occam.engine.data.DataSource;
import dev.occam.engine.data.PredictionData;
import dev.occam.engine.data.Preprocessing;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.step.EvaluationPlans;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TransposedWeights;
import dev.occam.engine.step.WeightLayout;
import dev.occam.error.RequestException;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model with its weights on a device, which it closes. */
public final class ReadyModel implements TrainedModel {
    private static final int BATCH = 256;

    private final Device device;
    private final DeviceMemory memory;
    private final Network network;
    private final TargetForm form;
    private final String spec;
    private final Preprocessing preprocessing;
    private final List<String> columns;
    private final WeightLayout layout;
    private final float[] values;
    private final EvaluationPlans plans;
    private final Predictor predictor;
    private Optional<Evaluator> evaluator = Optional.empty();

    /** @param origin what messages call the file that the weights are from */
    public ReadyModel(Device device, Network network, Loss loss, ModelFile file, String origin) {
        this.device = device;
        this.network = network;
        this.spec = file.spec();
        this.preprocessing = file.preprocessing();
        this.columns = List.copyOf(file.columns());
        form = TargetForm.of(network, loss, columns, preprocessing.predictsClasses());
        layout = new WeightLayout(network.tensors());
        SafetensorsFile saved = new SafetensorsFile(Map.of(), file.tensors());
        values = WeightFiles.flat(origin, "", saved, network, network.tensors(), layout);
        TransposedWeights stored = TransposedWeights.of(network);
        Storage weights = new Storage("weights", stored.size(layout));
        plans = new EvaluationPlans(network, loss, form, layout, stored, weights, BATCH);
        memory = new DeviceMemory(device);
        predictor = new Predictor(memory, plans, form.columns());
        memory.write(weights, stored.stored(values, layout));
    }

    @Override
    public Metrics evaluate(DataChoice data) {
        if (data instanceof DataChoice.Given given) {
            return evaluate(given.test().orElse(given.train()));
        }
        PredictionData read = read((DataChoice.Named) data);
        if (!read.labelled()) {
            throw new RequestException("%s cannot be evaluated: it has no column %s to compare with.\n  Use predict."
                    .formatted(read.data().name(), preprocessing.label()));
        }
        return evaluate(read.data());
    }

    @Override
    public Metrics evaluate(Dataset data) {
        requireShape(data.exampleShape());
        List<String> names = data.targets() instanceof Targets.Classes classes
                ? classes.names()
                : ((Targets.Values) data.targets()).names();
        if (!names.equals(columns) || form.hasClasses() != data.targets() instanceof Targets.Classes) {
            throw new RequestException("The model predicts %s, but %s has %s.\n  Evaluate it on data of its own kind."
                    .formatted(columns, data.name(), names));
        }
        if (data.size() == 0) {
            throw new RequestException("%s has no examples to evaluate on.".formatted(data.name()));
        }
        if (evaluator.isEmpty()) {
            evaluator = Optional.of(new Evaluator(memory, plans, form));
        }
        return evaluator.get().evaluate(data);
    }

    @Override
    public Predictions predict(DataChoice data) {
        if (data instanceof DataChoice.Given given) {
            return predict(given.test().orElse(given.train()).features());
        }
        return predict(read((DataChoice.Named) data).data().features());
    }

    @Override
    public Predictions predict(float[] features) {
        int width = new Shape(network.exampleShape()).elements();
        if (features.length % width != 0) {
            throw new RequestException("%d feature values do not fill examples of %d; the model takes the shape %s."
                    .formatted(features.length, width, network.exampleShape()));
        }
        float[] predicted = predictor.predict(features);
        return switch (form.kind()) {
            case VALUES -> new Predictions(columns, predicted, new int[0]);
            case CLASSES -> new Predictions(columns, predicted, classes(predicted));
            case TWO_CLASSES -> {
                float[] both = both(predicted);
                yield new Predictions(columns, both, classes(both));
            }
        };
    }

    private static float[] both(float[] second) {
        float[] both = new float[2 * second.length];
        for (int i = 0; i < second.length; i++) {
            both[2 * i] = 1 - second[i];
            both[2 * i + 1] = second[i];
        }
        return both;
    }

    /** The most probable class of each example; of equally probable ones the first. */
    private int[] classes(float[] probabilities) {
        int[] classes = new int[probabilities.length / columns.size()];
        for (int i = 0; i < classes.length; i++) {
            for (int k = 1; k < columns.size(); k++) {
                if (probabilities[i * columns.size() + k] > probabilities[i * columns.size() + classes[i]]) {
                    classes[i] = k;
                }
            }
        }
        return classes;
    }

    @Override
    public Map<String, Shape> weights() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        network.tensors().forEach(weight -> shapes.put(weight.name(), weight.shape()));
        return shapes;
    }

    @Override
    public float[] weight(String name) {
        Map<String, ModelTensor> known = new HashMap<>();
        network.tensors().forEach(weight -> known.put(weight.name(), weight));
        if (!known.containsKey(name)) {
            throw new RequestException("The model has no weight \"%s\". Its weights: %s."
                    .formatted(name, String.join(", ", weights().keySet())));
        }
        return WeightFiles.values(known.get(name), layout, values);
    }

    @Override
    public void save(Path file) {
        new ModelFile(
                        spec,
                        preprocessing,
                        columns,
                        WeightFiles.tensors("", network.tensors(), layout, values),
                        WeightFiles.aliases(network))
                .write(file);
    }

    @Override
    public void close() {
        memory.close();
        device.close();
    }

    private PredictionData read(DataChoice.Named data) {
        Map<String, Object> options = new LinkedHashMap<>(data.options());
        options.put("path", data.source());
        return DataSource.readForPrediction(DataOptions.from(options).path(), preprocessing);
    }

    private void requireShape(List<Integer> shape) {
        if (!shape.equals(network.exampleShape())) {
            throw new RequestException(
                    "The model takes examples of shape %s, not %s.".formatted(network.exampleShape(), shape));
        }
    }
}

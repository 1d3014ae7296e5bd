package dev.occam.testkit;

import dev.occam.Engine;
import dev.occam.TrainedModel;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.plugin.Layer;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** One step of a layer, or of several uses of it, behind {@link Probe.Shift}, whose weight's gradient is that of the layer's activations. */
final class LayerRun {
    private static final int BATCH = 4;

    private final Engine engine;
    private final Layer layer;
    private final Shape example;
    private final int uses;
    private final Dataset data;

    /** @param uses how often the layer is used, one after another; several only if it keeps the shape */
    LayerRun(Engine engine, Layer layer, Shape example, int uses) {
        this.uses = uses;
        this.engine = engine;
        this.layer = layer;
        this.example = example;
        int columns = new LayerTrial(layer, example, 1, true).output().elements();
        float[] features = Runs.classes(example.sizes(), BATCH).features();
        data = new Dataset("random", example.sizes(), features, Probe.targets(Probe.gradients(BATCH, columns, 1)));
    }

    /** The layer's formula at weights of the engine. */
    private final class Formula {
        private final Tensor x = Tensor.input("x", example.insert(0, BATCH));
        private final Map<String, Tensor> inputs = new LinkedHashMap<>();
        private final Bindings.Builder bindings = Bindings.builder();
        private final Tensor y;

        Formula(boolean training, Map<String, float[]> weights) {
            DeclaredWeights shift = new DeclaredWeights(training);
            DeclaredWeights own = new DeclaredWeights(training);
            Tensor activations = new Probe.Shift().forward(x, shift);
            for (int use = 0; use < uses; use++) {
                activations = layer.forward(activations, own);
            }
            y = activations;
            shift.all().forEach((name, weight) -> inputs.put("0." + name, weight.tensor()));
            own.all().forEach((name, weight) -> inputs.put("1." + name, weight.tensor()));
            bindings.input(x, Runs.wide(data.features()));
            own.states().forEach((name, state) -> bindings.input(state.tensor(), Runs.wide(weights.get("1." + name))));
            inputs.forEach((name, tensor) -> bindings.input(tensor, Runs.wide(weights.get(name))));
        }
    }

    void checkGradients() {
        Map<String, float[]> before = Runs.weights(engine, run(0));
        Map<String, float[]> after = Runs.weights(engine, run(1));
        Formula formula = new Formula(true, before);
        Tensor slope = Tensor.input("slope", formula.y.shape());
        Tensor loss = formula.y.mul(slope).sum().div(BATCH);
        Bindings bindings = formula.bindings
                .input(slope, Runs.wide(((Targets.Values) data.targets()).values()))
                .build();
        formula.inputs.forEach((name, tensor) -> {
            double[] expected = Runs.wide(before.get(name));
            double[] gradient = DifferenceQuotients.gradient(loss, tensor, bindings);
            for (int i = 0; i < expected.length; i++) {
                expected[i] -= gradient[i];
            }
            String what = name.startsWith("0.") ? "what is added to the activations" : name.substring(2);
            Runs.requireClose(expected, after.get(name), 1e-5, what + " after a step along the difference quotients");
        });
    }

    void checkPredictions() {
        try (TrainedModel model = Runs.train(engine, run(0.1).build()).model()) {
            Formula formula = new Formula(false, Runs.weights(model));
            Runs.requireClose(
                    Reference.value(formula.y, formula.bindings.build()),
                    model.predict(data.features()).values(),
                    1e-5,
                    "predictions against the formula for evaluation");
        }
    }

    private TrainingSpecBuilder run(double rate) {
        TrainingSpecBuilder run = Probe.model(data, 1).layer(layer);
        for (int use = 1; use < uses; use++) {
            run.layerSameAs("1");
        }
        return run.layer("flatten").optimizer("sgd", Map.of("lr", rate)).fullBatch();
    }
}

package dev.occam.testkit;

import dev.occam.plugin.Layer;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The formula of a layer, with random activations and weights. */
final class LayerTrial {
    private final DeclaredWeights weights;
    private final Tensor x;
    private final Tensor y;

    LayerTrial(Layer layer, Shape example, int batch, boolean training) {
        weights = new DeclaredWeights(training);
        x = Tensor.input("x", example.insert(0, batch));
        y = layer.forward(x, weights);
    }

    Tensor formula() {
        return y;
    }

    Shape output() {
        return y.shape();
    }

    /** All that was said of the weights, by name. */
    Map<String, String> declared() {
        Map<String, String> declared = new TreeMap<>();
        weights.all()
                .forEach((name, weight) -> declared.put(
                        name, "%s %s %s".formatted(weight.tensor().shape(), weight.role(), weight.initializer())));
        weights.states()
                .forEach((name, state) -> declared.put(
                        name, "%s state from %s".formatted(state.tensor().shape(), state.start())));
        return declared;
    }

    /** The output for activations and weights of these sizes. */
    double[] value(double activations, double weight) {
        return Reference.value(y, bindings(activations(activations), weight));
    }

    /** As on a device. */
    double[] rounded(double activations, double weight) {
        return Reference.rounded(y, bindings(activations(activations), weight));
    }

    /** The output for one example of another trial with the same weights. */
    double[] valueOf(LayerTrial other, int example) {
        int size = x.shape().elements();
        double[] all = other.activations(1);
        return Reference.value(y, bindings(Arrays.copyOfRange(all, example * size, (example + 1) * size), 1));
    }

    private double[] activations(double scale) {
        return Hooks.random(x.shape().elements(), scale);
    }

    private Bindings bindings(double[] activations, double scale) {
        Bindings.Builder builder = Bindings.builder().input(x, activations);
        weights.all().values().forEach(weight -> {
            Tensor tensor = weight.tensor();
            builder.input(tensor, Hooks.random(tensor.shape().elements(), scale));
        });
        weights.states().values().forEach(state -> {
            double[] values = new double[state.tensor().shape().elements()];
            Arrays.fill(values, state.start());
            builder.input(state.tensor(), values);
        });
        return builder.build();
    }
}

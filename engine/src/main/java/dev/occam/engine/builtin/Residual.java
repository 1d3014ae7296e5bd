package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;
import java.util.List;

/**
 * y = x + f(x), where f is these layers one after another, named 0, 1, …; f keeps the shape of x. (He et al., Deep Residual
 * Learning for Image Recognition, 2016.)
 *
 * @param layers f, at least one layer
 */
@AutoService(Layer.class)
@Description("Adds what its layers make of the activations to the activations.")
public record Residual(
        @Description("the layers, which keep the shape") List<Layer> layers) implements Layer {
    public Residual {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("layers must hold at least one layer (layers=[])");
        }
    }

    public Residual() {
        this(List.of(new Relu()));
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        Tensor y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = weights.apply(String.valueOf(i), layers.get(i), y);
        }
        if (!y.shape().equals(x.shape())) {
            throw new IllegalArgumentException("residual needs layers that keep the shape, but they turn %s into %s"
                    .formatted(x.shape(), y.shape()));
        }
        return x.add(weights.branch(y));
    }
}

package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;

/** All axes behind the batch as one: [batch, channels, height, width] becomes [batch, channels·height·width]. */
@AutoService(Layer.class)
@Description("Joins all axes of an example into one.")
public record Flatten() implements Layer {
    @Override
    public Tensor forward(Tensor x, Weights weights) {
        if (x.shape().rank() < 1) {
            throw new IllegalArgumentException("flatten needs activations [batch, …], not a single value");
        }
        int features = x.shape().without(List.of(0)).elements();
        return x.reshape(Shape.of(x.shape().size(0), features));
    }
}

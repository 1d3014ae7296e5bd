package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;

/** y = max(x, 0). */
@AutoService(Layer.class)
@Description("Rectifier: negative values become 0.")
public record Relu() implements Layer {
    @Override
    public Tensor forward(Tensor x, Weights weights) {
        return x.max(0);
    }
}

package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;

/** y = tanh(x). */
@AutoService(Layer.class)
@Description("Hyperbolic tangent: values between -1 and 1.")
public record Tanh() implements Layer {
    @Override
    public Tensor forward(Tensor x, Weights weights) {
        return x.tanh();
    }
}

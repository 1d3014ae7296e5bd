package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;

/** y = 1/(1+e⁻ˣ). */
@AutoService(Layer.class)
@Description("Logistic function: values between 0 and 1.")
public record Sigmoid() implements Layer {
    @Override
    public Tensor forward(Tensor x, Weights weights) {
        return x.sigmoid();
    }
}

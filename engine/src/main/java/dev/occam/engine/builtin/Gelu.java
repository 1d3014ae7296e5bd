package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;

/**
 * y = ½x·(1 + tanh(√(2/π)·(x + 0.044715x³))), the approximation of x·Φ(x) by Hendrycks and Gimpel, Gaussian Error Linear
 * Units, 2016. It is PyTorch's {@code GELU(approximate="tanh")} and differs from the exact one by less than 5e-4.
 */
@AutoService(Layer.class)
@Description("Gaussian error linear unit, in its approximation by tanh.")
public record Gelu() implements Layer {
    @Override
    public Tensor forward(Tensor x, Weights weights) {
        Tensor inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        return x.mul(0.5).mul(inner.tanh().add(1));
    }
}

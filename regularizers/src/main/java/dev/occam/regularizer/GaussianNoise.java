package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;

/**
 * x + N(0, σ²). On the inputs of a linear model with the loss ½(ŷ − y)² it is ridge regression with λ = σ². (Bishop, Training with
 * Noise is Equivalent to Tikhonov Regularization, 1995.)
 *
 * @param deviation σ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description("Adds normal noise to activations while training.")
public record GaussianNoise(
        @Description("standard deviation σ of the noise") double deviation) implements Regularizer {
    public GaussianNoise {
        Require.finiteAtLeastZero("deviation", deviation);
    }

    public GaussianNoise() {
        this(0.1);
    }

    @Override
    public Tensor activation(Tensor x, Step step) {
        return deviation == 0 ? x : x.add(step.normal(x.shape()).mul(deviation));
    }
}

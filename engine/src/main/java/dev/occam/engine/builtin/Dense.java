package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/**
 * y = x·Wᵀ + b, with W [units, features] and b [units]. Both start uniform in ±1/√features, as PyTorch's {@code Linear}.
 *
 * @param units output features, at least 1
 * @param bias whether b is added
 */
@AutoService(Layer.class)
@Description("Fully connected layer: multiplies the features by a weight matrix and adds a bias.")
public record Dense(
        @Description(value = "number of outputs", unit = "features")
        int units,

        @Description("whether a bias is added") boolean bias)
        implements Layer {
    public Dense {
        Require.atLeastOne("units", units);
    }

    public Dense() {
        this(128, true);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        if (x.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "dense needs activations [batch, features], not %s; add flatten before it".formatted(x.shape()));
        }
        int features = x.shape().size(1);
        Initializer initializer = Initializer.fanIn(features);
        Tensor weight = weights.weight("weight", Shape.of(units, features), initializer, Role.WEIGHT);
        Tensor y = x.matmul(weight.transpose());
        return bias ? y.add(weights.weight("bias", Shape.of(units), initializer, Role.BIAS)) : y;
    }
}

package com.example.plain;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** y = s·x, with a trained scale s for each feature. */
@AutoService(Layer.class)
@Description("Multiplies each feature by a trained scale.")
public record Plain(@Description("where the scales begin") double start) implements Layer {
    public Plain {
        Require.finiteAboveZero("start", start);
    }

    public Plain() {
        this(1);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        if (x.shape().rank() < 2) {
            throw new IllegalArgumentException(
                    "%s needs activations [batch, …, features], not %s".formatted(name(), x.shape()));
        }
        int features = x.shape().size(x.shape().rank() - 1);
        Tensor scale = weights.weight("scale", Shape.of(features), new Initializer.Constant(start), Role.NORM_SCALE);
        return x.mul(scale);
    }
}

package com.example.maxout;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** yⱼ = maxₖ (x·Wⱼₖ + bⱼₖ): each unit learns its own convex activation. (Goodfellow et al., Maxout Networks, 2013.) */
@AutoService(Layer.class)
@Description("Fully connected layer whose units give the largest of several linear pieces.")
public record Maxout(
        @Description(value = "number of outputs", unit = "features")
        int units,

        @Description("linear pieces of a unit") int pieces)
        implements Layer {
    public Maxout {
        Require.atLeastOne("units", units);
        Require.atLeastOne("pieces", pieces);
    }

    public Maxout() {
        this(64, 2);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        if (x.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "maxout needs activations [batch, features], not %s; add flatten before it".formatted(x.shape()));
        }
        int batch = x.shape().size(0);
        int features = x.shape().size(1);
        Initializer start = Initializer.fanIn(features);
        Tensor w = weights.weight("weight", Shape.of(units * pieces, features), start, Role.WEIGHT);
        Tensor b = weights.weight("bias", Shape.of(units * pieces), start, Role.BIAS);
        return x.matmul(w.transpose())
                .add(b)
                .reshape(Shape.of(batch, units, pieces))
                .amax(2);
    }
}

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
import java.util.stream.IntStream;

/**
 * y = (x − μ)/√(σ² + ε)·γ + β, with μ and σ² over the last axes of each example. (Ba, Kiros and Hinton, Layer Normalization,
 * 2016.) γ and β have the shape of those axes, as in PyTorch's {@code LayerNorm}.
 *
 * @param axes how many of the last axes are normalized together, at least 1; the batch is never one of them
 * @param epsilon ε, finite and above 0
 */
@AutoService(Layer.class)
@Description(
        "Layer normalization: gives the features of each example mean 0 and variance 1, then scales and shifts them.")
public record LayerNorm(
        @Description("how many of the last axes are normalized together")
        int axes,

        @Description("added to the variance") double epsilon)
        implements Layer {
    public LayerNorm {
        Require.atLeastOne("axes", axes);
        Require.finiteAboveZero("epsilon", epsilon);
    }

    public LayerNorm() {
        this(1, 1e-5);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        int rank = x.shape().rank();
        if (rank <= axes) {
            throw new IllegalArgumentException("layer-norm needs activations [batch, …] with %d axes or more, not %s"
                    .formatted(axes + 1, x.shape()));
        }
        Shape features = new Shape(x.shape().sizes().subList(rank - axes, rank));
        Tensor scale = weights.weight("weight", features, new Initializer.Constant(1), Role.NORM_SCALE);
        Tensor shift = weights.weight("bias", features, new Initializer.Constant(0), Role.NORM_SHIFT);
        Tensor centred = x.sub(mean(x));
        Tensor deviation = mean(centred.square()).add(epsilon).sqrt();
        return centred.div(deviation).mul(scale).add(shift);
    }

    /** The mean over the last axes, which stay as axes of size 1. */
    private Tensor mean(Tensor x) {
        int rank = x.shape().rank();
        Tensor mean = x.mean(IntStream.range(rank - axes, rank).toArray());
        for (int axis = rank - axes; axis < rank; axis++) {
            mean = mean.unsqueeze(axis);
        }
        return mean;
    }
}

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
 * y = (x − μ)/√(σ² + ε)·γ + β for each channel. (Ioffe and Szegedy, Batch Normalization, 2015.) In training μ and σ² are
 * those of the batch, and the running ones follow: r ← (1 − m)·r + m·batch, with the variance divided by n − 1; evaluation
 * uses the running ones. All as PyTorch's {@code BatchNorm1d} and {@code BatchNorm2d}, whose names the saved values have.
 *
 * @param momentum m, the share of a new batch in the running values, from 0 to 1
 * @param epsilon ε, finite and above 0
 */
@AutoService(Layer.class)
@Description("Batch normalization: gives each channel mean 0 and variance 1 over the batch, then scales and shifts it.")
public record BatchNorm(
        @Description("share of a new batch in the running mean and variance")
        double momentum,

        @Description("added to the variance") double epsilon)
        implements Layer {
    public BatchNorm {
        Require.that(momentum >= 0 && momentum <= 1, "momentum", "a number >= 0 and <= 1", momentum);
        Require.finiteAboveZero("epsilon", epsilon);
    }

    public BatchNorm() {
        this(0.1, 1e-5);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        int rank = x.shape().rank();
        if (rank < 2) {
            throw new IllegalArgumentException(
                    "batch-norm needs activations [batch, channels, …], not %s".formatted(x.shape()));
        }
        Shape channels = Shape.of(x.shape().size(1));
        Tensor scale = weights.weight("weight", channels, new Initializer.Constant(1), Role.NORM_SCALE);
        Tensor shift = weights.weight("bias", channels, new Initializer.Constant(0), Role.NORM_SHIFT);
        Tensor runningMean = weights.state("running_mean", channels, 0);
        Tensor runningVariance = weights.state("running_var", channels, 1);

        Tensor last = x.permute(channelsLast(rank));
        Tensor mean = runningMean;
        Tensor variance = runningVariance;
        if (weights.training()) {
            int[] others = IntStream.range(0, rank - 1).toArray();
            mean = last.mean(others);
            variance = last.sub(mean).square().mean(others);
            double count = x.shape().elements() / (double) Math.max(1, channels.elements());
            weights.update("running_mean", blend(runningMean, mean));
            weights.update("running_var", blend(runningVariance, variance.mul(count / Math.max(1, count - 1))));
        }
        Tensor y = last.sub(mean).mul(scale.div(variance.add(epsilon).sqrt())).add(shift);
        return y.permute(channelsSecond(rank));
    }

    private Tensor blend(Tensor running, Tensor batch) {
        return running.mul(1 - momentum).add(batch.detach().mul(momentum));
    }

    private static int[] channelsLast(int rank) {
        return IntStream.range(0, rank)
                .map(axis -> axis == 0 ? 0 : axis == rank - 1 ? 1 : axis + 1)
                .toArray();
    }

    private static int[] channelsSecond(int rank) {
        return IntStream.range(0, rank)
                .map(axis -> axis == 0 ? 0 : axis == 1 ? rank - 1 : axis - 1)
                .toArray();
    }
}

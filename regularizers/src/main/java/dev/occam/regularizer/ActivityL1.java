package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;

/**
 * The penalty λ‖x‖₁ on the activations x of each example, averaged over the batch. (Glorot, Bordes and Bengio, Deep Sparse Rectifier Neural Networks, 2011.)
 *
 * @param lambda λ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description("Adds the absolute activations to the loss, so that many become small.")
public record ActivityL1(
        @Description("strength λ, the coefficient of absolute activations beside the mean loss")
        double lambda) implements Regularizer {
    public ActivityL1 {
        Require.finiteAtLeastZero("lambda", lambda);
    }

    public ActivityL1() {
        this(1e-4);
    }

    @Override
    public Tensor activityPenalty(Tensor x, Step step) {
        return lambda == 0
                ? Tensor.constant(0)
                : x.abs().sum().mul(lambda / x.shape().size(0));
    }
}

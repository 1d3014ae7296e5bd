package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;

/**
 * The penalty ½λ‖x‖² on the activations x of each example, averaged over the batch. (Merity, McCann and Socher, Revisiting Activation Regularization for Language RNNs, 2017.)
 *
 * @param lambda λ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description("Adds the squared activations to the loss, so that large ones shrink.")
public record ActivityL2(
        @Description("strength λ, the coefficient of half the squared activations beside the mean loss")
        double lambda) implements Regularizer {
    public ActivityL2 {
        Require.finiteAtLeastZero("lambda", lambda);
    }

    public ActivityL2() {
        this(1e-4);
    }

    @Override
    public Tensor activityPenalty(Tensor x, Step step) {
        return lambda == 0
                ? Tensor.constant(0)
                : x.square().sum().mul(0.5 * lambda / x.shape().size(0));
    }
}

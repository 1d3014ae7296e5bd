package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Complement;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;

/**
 * x·N(1, p/(1 − p)): noise of the mean and variance of dropout's scaled mask. (Srivastava et al., Dropout, 2014, section 10.)
 *
 * @param drop p, at least 0 and below 1; users may give {@code keep} = 1 − p instead
 */
@AutoService(Regularizer.class)
@Description("Multiplies activations by normal noise around 1 while training, as strong as dropout's.")
public record GaussianDropout(
        @Complement("keep") @Description("fraction p that dropout of the same strength drops")
        double drop) implements Regularizer {
    public GaussianDropout {
        Require.atLeastZeroBelowOne("drop", drop);
    }

    public GaussianDropout() {
        this(0.5);
    }

    @Override
    public Tensor activation(Tensor x, Step step) {
        if (drop == 0) {
            return x;
        }
        double deviation = Math.sqrt(drop / (1 - drop));
        return x.mul(step.normal(x.shape()).mul(deviation).add(1));
    }
}

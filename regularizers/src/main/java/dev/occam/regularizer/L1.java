package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/**
 * The penalty λ‖w‖₁ by its proximal step sign(v)·max(|v| − pλ, 0), in the optimizer's step size p of each coordinate: weights
 * become exactly 0, under adaptive optimizers too. (Tibshirani, Regression Shrinkage and Selection via the Lasso, 1996;
 * Daubechies, Defrise and De Mol, An Iterative Thresholding Algorithm, 2004.)
 *
 * @param lambda λ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description("Takes the same amount off every weight in each step, so that many become exactly 0.")
public record L1(
        @Description("strength λ, the coefficient of the absolute weights beside the mean loss")
        double lambda) implements Regularizer {
    public L1 {
        Require.finiteAtLeastZero("lambda", lambda);
    }

    public L1() {
        this(1e-5);
    }

    @Override
    public Tensor prox(Tensor v, Tensor stepSize, Site site) {
        return lambda == 0 ? v : SoftThreshold.of(v, stepSize.mul(lambda));
    }

    @Override
    public Tensor proxPenalty(Tensor w, Site site) {
        return lambda == 0 ? Tensor.constant(0) : w.abs().sum().mul(lambda);
    }
}

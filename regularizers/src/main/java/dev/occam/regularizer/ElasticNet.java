package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/**
 * The penalty λ₁‖w‖₁ + ½λ₂‖w‖² by its proximal step sign(v)·max(|v| − pλ₁, 0)/(1 + pλ₂), in the optimizer's step size p of each
 * coordinate. (Zou and Hastie, Regularization and Variable Selection via the Elastic Net, 2005.)
 *
 * @param l1 λ₁, finite and at least 0
 * @param l2 λ₂, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description("Both l1 and l2 as one proximal step: exact zeros, and groups of like weights stay together.")
public record ElasticNet(
        @Description("strength λ₁ of the absolute weights") double l1,

        @Description("strength λ₂ of half the squared weights")
        double l2)
        implements Regularizer {
    public ElasticNet {
        Require.finiteAtLeastZero("l1", l1);
        Require.finiteAtLeastZero("l2", l2);
    }

    public ElasticNet() {
        this(1e-5, 1e-4);
    }

    @Override
    public Tensor prox(Tensor v, Tensor stepSize, Site site) {
        Tensor thresholded = l1 == 0 ? v : SoftThreshold.of(v, stepSize.mul(l1));
        return l2 == 0 ? thresholded : thresholded.div(stepSize.mul(l2).add(1));
    }

    @Override
    public Tensor proxPenalty(Tensor w, Site site) {
        Tensor absolute = l1 == 0 ? Tensor.constant(0) : w.abs().sum().mul(l1);
        return l2 == 0 ? absolute : absolute.add(w.square().sum().mul(0.5 * l2));
    }
}

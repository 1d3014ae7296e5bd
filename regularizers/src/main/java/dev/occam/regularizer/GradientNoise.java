package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/**
 * g + N(0, η/t^γ), where t numbers the steps from 1. (Neelakantan et al., Adding Gradient Noise Improves Learning for Very Deep
 * Networks, 2015, who write 1 + t and count from 0.)
 *
 * @param variance η, the variance in the first step; finite and at least 0. The paper uses 0.01, 0.3 and 1
 * @param decay γ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description("Adds normal noise to gradients, less and less of it.")
public record GradientNoise(
        @Description("variance η in the first step") double variance,

        @Description("power γ of the step by which the variance falls")
        double decay)
        implements Regularizer {
    public GradientNoise {
        Require.finiteAtLeastZero("variance", variance);
        Require.finiteAtLeastZero("decay", decay);
    }

    public GradientNoise() {
        this(0.01, 0.55);
    }

    @Override
    public Tensor gradient(Tensor g, Site site) {
        if (variance == 0) {
            return g;
        }
        Tensor deviation = site.number().log().mul(-0.5 * decay).exp().mul(Math.sqrt(variance));
        return g.add(site.normal(g.shape()).mul(deviation));
    }
}

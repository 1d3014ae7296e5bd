package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²; u = η·m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵗ) and v̂ = v/(1−β₂ᵗ). (Kingma and Ba, Adam, 2015;
 * formulas and defaults as PyTorch.)
 *
 * <p>The step size of a coordinate for proximal rules is η/(√v̂ + ε), without the correction of m.
 *
 * @param lr η, finite and at least 0
 * @param beta1 at least 0 and below 1
 * @param beta2 at least 0 and below 1
 * @param epsilon finite and above 0
 */
@AutoService(Optimizer.class)
@Description("Adam: each weight's step is scaled by the recent size of its gradient.")
public record Adam(
        @Description("learning rate η") double lr,

        @Description("how much of the mean gradient is kept in a step")
        double beta1,

        @Description("how much of the mean squared gradient is kept in a step")
        double beta2,

        @Description("added to the denominator") double epsilon)
        implements Optimizer {
    public Adam {
        Require.finiteAtLeastZero("lr", lr);
        Require.atLeastZeroBelowOne("beta1", beta1);
        Require.atLeastZeroBelowOne("beta2", beta2);
        Require.finiteAboveZero("epsilon", epsilon);
    }

    public Adam() {
        this(1e-3, 0.9, 0.999, 1e-8);
    }

    @Override
    public double learningRate() {
        return lr;
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public Update update(Tensor g, Map<String, Tensor> state, Step step) {
        Tensor m = state.get("exp_avg").mul(beta1).add(g.mul(1 - beta1));
        Tensor v = state.get("exp_avg_sq")
                .mul(beta2)
                .add(SquaredGradient.size(g, 1 - beta2).square().mul(1 - beta2));
        Tensor rate = step.learningRate();
        Tensor meanScale = Tensor.constant(1).div(correction(beta1, step));
        Tensor rootScale = Tensor.constant(1).div(correction(beta2, step).sqrt());
        Tensor stepSize = rate.div(v.sqrt().mul(rootScale).add(epsilon));
        Tensor change = m.mul(meanScale).mul(stepSize); // One division for both: it takes as long as ten products.
        return new Update(change, stepSize, Map.of("exp_avg", m, "exp_avg_sq", v));
    }

    /** 1 − βᵗ, which makes up for the start at 0. */
    private static Tensor correction(double beta, Step step) {
        if (beta == 0) {
            return Tensor.constant(1);
        }
        return Tensor.constant(1).sub(step.number().mul(Math.log(beta)).exp());
    }
}

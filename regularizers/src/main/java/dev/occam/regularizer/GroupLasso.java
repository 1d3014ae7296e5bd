package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/**
 * The penalty λ√d·Σ‖v‖ over the output units, v being the d weights of one (axis 0), by its proximal step
 * v·max(0, 1 − pλ√d/‖v‖): whole units become exactly 0. (Yuan and Lin, Model Selection and Estimation in Regression with
 * Grouped Variables, 2006.)
 *
 * <p>Where the optimizer has a step size for each coordinate, as Adam does, p is their mean over the unit: with a step of its
 * own for each the minimum has no closed form, and a unit keeps its direction this way.
 *
 * @param lambda λ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description(
        "Takes the same amount off the norm of every output unit in each step, so that whole units become exactly 0.")
public record GroupLasso(
        @Description("strength λ, the coefficient of √d times the norm of a unit of d weights")
        double lambda) implements Regularizer {
    public GroupLasso {
        Require.finiteAtLeastZero("lambda", lambda);
    }

    public GroupLasso() {
        this(1e-4);
    }

    @Override
    public Tensor prox(Tensor v, Tensor stepSize, Site site) {
        if (lambda == 0) {
            return v;
        }
        OutputUnits.require(name(), v.shape());
        Tensor p = stepSize.shape().equals(v.shape()) ? OutputUnits.mean(stepSize) : stepSize;
        Tensor norm = OutputUnits.norm(v);
        Tensor threshold = p.mul(strength(v));
        Tensor zero = Tensor.constant(0);
        return v.mul(threshold.lt(norm).select(threshold.div(norm).neg().add(1), zero));
    }

    @Override
    public Tensor proxPenalty(Tensor w, Site site) {
        if (lambda == 0) {
            return Tensor.constant(0);
        }
        OutputUnits.require(name(), w.shape());
        return OutputUnits.norm(w).sum().mul(strength(w));
    }

    private double strength(Tensor w) {
        return lambda * Math.sqrt(OutputUnits.size(w.shape()));
    }
}

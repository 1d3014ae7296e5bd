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
 * <p>Where the optimizer has a step size for each coordinate, as Adam does, the step is v·max(0, 1 − λ√d/‖v/p‖): with one step
 * size the same, and a unit becomes 0 exactly where the minimum in that metric is 0. Between, that minimum has no closed form;
 * this keeps the unit's direction. A coordinate without gradients, whose p is huge, does not drag the others along, as a mean of
 * the step sizes would.
 *
 * @param lambda λ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description(
        "Takes the same amount off the norm of every output unit in each step, so that whole units become exactly 0.")
public record GroupLasso(
        @Description("strength λ, the coefficient of √d times the norm of a unit of d weights")
        double lambda) implements Regularizer {
    /** In place of a step size of 0, so that 0/0 does not happen; what is divided by it counts as infinite. */
    private static final double SMALLEST = 0x1p-100;

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
        Tensor strength = Tensor.constant(strength(v));
        Tensor norm = OutputUnits.norm(v.div(stepSize.max(SMALLEST)));
        return v.mul(strength.lt(norm).select(strength.div(norm).neg().add(1), Tensor.constant(0)));
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

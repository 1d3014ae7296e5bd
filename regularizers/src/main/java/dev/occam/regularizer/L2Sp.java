package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.plugin.Unit;
import dev.occam.tensor.Tensor;

/**
 * The penalty ½λ‖w − w₀‖², coupled, where w₀ are the weights with which training began. (Li, Grandvalet and Davoine, Explicit
 * Inductive Bias for Transfer Learning, 2018.)
 *
 * @param lambda λ, finite and at least 0
 * @param unit what λ means, one of {@link Unit#OF_PENALTIES}
 */
@AutoService(Regularizer.class)
@Description("Pulls weights back to where training began; for fine-tuning.")
public record L2Sp(
        @Description("strength λ") double lambda,
        @Description("what λ means") Unit unit) implements Regularizer {
    public L2Sp {
        Require.finiteAtLeastZero("lambda", lambda);
        unit.requireIn(Unit.OF_PENALTIES);
    }

    public L2Sp() {
        this(0.01);
    }

    public L2Sp(double lambda) {
        this(lambda, Unit.CANONICAL);
    }

    @Override
    public Tensor penalty(Tensor w, Site site) {
        if (lambda == 0) {
            return Tensor.constant(0);
        }
        return w.sub(site.initial()).square().sum().mul(0.5 * unit.coefficient(lambda, site));
    }
}

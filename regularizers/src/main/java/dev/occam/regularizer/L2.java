package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.plugin.Unit;
import dev.occam.tensor.Tensor;

/**
 * The penalty ½λ‖w‖², coupled: the optimizer sees the gradient λw. (Hoerl and Kennard, Ridge Regression, 1970; Krogh and Hertz,
 * A Simple Weight Decay Can Improve Generalization, 1991.)
 *
 * @param lambda λ, finite and at least 0
 * @param unit what λ means, one of {@link Unit#OF_PENALTIES}
 */
@AutoService(Regularizer.class)
@Description(
        "Adds the squared weights to the loss; under adaptive optimizers decoupled-decay does what is usually meant.")
public record L2(
        @Description("strength λ") double lambda,
        @Description("what λ means") Unit unit) implements Regularizer {
    public L2 {
        Require.finiteAtLeastZero("lambda", lambda);
        unit.requireIn(Unit.OF_PENALTIES);
    }

    public L2() {
        this(1e-4);
    }

    public L2(double lambda) {
        this(lambda, Unit.CANONICAL);
    }

    @Override
    public Tensor penalty(Tensor w, Site site) {
        if (lambda == 0) {
            return Tensor.constant(0);
        }
        return w.square().sum().mul(0.5 * unit.coefficient(lambda, site));
    }
}

package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.plugin.Unit;
import dev.occam.tensor.Tensor;

/**
 * w' = w − u − η·λ·w: the weight decays beside the optimizer's update u. (Loshchilov and Hutter, Decoupled Weight Decay
 * Regularization, 2019.) With {@code cautious} only where u·w ≥ 0, where the update pulls to 0 as well. (Chen et al., Cautious
 * Weight Decay, 2025.)
 *
 * @param lambda λ, finite and at least 0; in the timescale units a length of time, above 0
 * @param unit what λ means, one of {@link Unit#OF_DECAY}
 * @param cautious whether weights that the update lets grow are left alone
 */
@AutoService(Regularizer.class)
@Description("Shrinks weights by a fraction of themselves in each step, beside the optimizer: what AdamW does.")
public record DecoupledDecay(
        @Description("strength λ") double lambda,
        @Description("what λ means") Unit unit,

        @Description("only where the update does not point away from 0")
        boolean cautious)
        implements Regularizer {
    public DecoupledDecay {
        Require.finiteAtLeastZero("lambda", lambda);
        unit.requireIn(Unit.OF_DECAY);
        boolean isTime = unit == Unit.TIMESCALE_STEPS || unit == Unit.TIMESCALE_EPOCHS;
        Require.that(!isTime || lambda > 0, "lambda", "above 0 where it is a timescale", lambda);
    }

    public DecoupledDecay() {
        this(0.01);
    }

    public DecoupledDecay(double lambda) {
        this(lambda, Unit.PER_LR, false);
    }

    @Override
    public Tensor decay(Tensor w, Tensor update, Site site) {
        if (lambda == 0) {
            return Tensor.constant(0);
        }
        Tensor loss = w.mul(unit.fraction(lambda, site));
        return cautious ? update.mul(w).lt(0).select(Tensor.constant(0), loss) : loss;
    }
}

package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/**
 * The constraint ‖v‖ ≤ c for the weights v of each output unit (axis 0): v·c/‖v‖ where ‖v‖ &gt; c, else v. (Srebro and Shraibman,
 * Rank, Trace-Norm and Max-Norm, 2005; Hinton et al., Improving Neural Networks by Preventing Co-adaptation, 2012.)
 *
 * <p>A scaled vector's float32 norm may round to a little more than c. So that projecting twice is projecting once, to the bit,
 * a norm counts as above c only if it is more than that rounding above it; of n squares that is about √n units in the last
 * place (7·10⁻⁶ of c for 784 weights).
 *
 * @param limit c, finite and above 0
 */
@AutoService(Regularizer.class)
@Description("Limits the norm of the weights that lead to each output unit.")
public record MaxNorm(@Description("largest norm c") double limit) implements Regularizer {
    public MaxNorm {
        Require.finiteAboveZero("limit", limit);
    }

    public MaxNorm() {
        this(3);
    }

    @Override
    public Tensor project(Tensor w, Site site) {
        OutputUnits.require(name(), w.shape());
        Tensor norm = OutputUnits.norm(w);
        double rounding = OutputUnits.rounding(w.shape());
        Tensor scale = Tensor.constant(limit * (1 + rounding))
                .lt(norm)
                .select(Tensor.constant(limit).div(norm), Tensor.constant(1));
        return w.mul(scale);
    }
}

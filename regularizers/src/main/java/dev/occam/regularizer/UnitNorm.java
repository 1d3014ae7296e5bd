package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/**
 * The constraint ‖v‖ = 1 for the weights v of each output unit (axis 0): v/‖v‖. A unit of zeros stays as it is. (Salimans and
 * Kingma, Weight Normalization, 2016, for the direction alone.)
 *
 * <p>A scaled vector's float32 norm may round to a little more or less than 1. So that projecting twice is projecting once, to
 * the bit, a norm counts as 1 if it lies within that rounding: of n squares about √n units in the last place.
 */
@AutoService(Regularizer.class)
@Description("Keeps the norm of the weights that lead to each output unit at 1.")
public record UnitNorm() implements Regularizer {
    /** Below this the squares of a float32 vector lose their digits, and it has no direction worth keeping. */
    private static final double SMALLEST = 0x1p-50;

    @Override
    public Tensor project(Tensor w, Site site) {
        OutputUnits.require(name(), w.shape());
        Tensor norm = OutputUnits.norm(w);
        Tensor one = Tensor.constant(1);
        Tensor isOne = norm.sub(1).abs().lt(OutputUnits.rounding(w.shape()));
        Tensor stays = isOne.max(norm.lt(SMALLEST));
        return w.mul(stays.select(one, one.div(norm)));
    }
}

package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Complement;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/**
 * w·m/(1 − p) in place of w, where m is 0 with probability p and else 1, drawn anew in each step, one mask for the batch; in
 * training only. (Wan et al., Regularization of Neural Networks using DropConnect, 2013, whose masks are drawn for each
 * example.)
 *
 * @param drop p, at least 0 and below 1; users may give {@code keep} = 1 − p instead
 */
@AutoService(Regularizer.class)
@Description("Sets weights to 0 at random in each step's formula, and scales the others up to make up for it.")
public record DropConnect(
        @Complement("keep") @Description("fraction p of the weights that is set to 0")
        double drop) implements Regularizer {
    public DropConnect {
        Require.atLeastZeroBelowOne("drop", drop);
    }

    public DropConnect() {
        this(0.5);
    }

    @Override
    public Tensor weight(Tensor w, Site site) {
        return drop == 0 ? w : w.mul(ScaledMask.of(drop, w.shape(), site));
    }
}

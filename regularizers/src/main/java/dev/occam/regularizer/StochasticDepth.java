package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Complement;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;

/**
 * f(x)·m/(1 − p) for the branch f of a residual layer x + f(x), where m is 0 with probability p and else 1, drawn for each
 * example. (Huang et al., Deep Networks with Stochastic Depth, 2016; by example and scaled in training as in Larsson, Maire
 * and Shakhnarovich, FractalNet, 2017.)
 *
 * @param drop p, at least 0 and below 1; users may give {@code keep} = 1 − p instead
 */
@AutoService(Regularizer.class)
@Description("Leaves out the branch of a residual layer for some examples, and scales it up for the others.")
public record StochasticDepth(
        @Complement("keep") @Description("fraction p of the examples that go past the branch")
        double drop) implements Regularizer {
    public StochasticDepth {
        Require.atLeastZeroBelowOne("drop", drop);
    }

    public StochasticDepth() {
        this(0.1);
    }

    @Override
    public Tensor branch(Tensor branch, Step step) {
        if (drop == 0) {
            return branch;
        }
        int[] sizes = new int[branch.shape().rank()];
        Arrays.setAll(sizes, axis -> axis == 0 ? branch.shape().size(0) : 1);
        return branch.mul(ScaledMask.of(drop, Shape.of(sizes), step));
    }
}

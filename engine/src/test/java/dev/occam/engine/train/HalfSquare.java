package dev.occam.engine.train;

import dev.occam.plugin.Loss;
import dev.occam.tensor.Tensor;

/** ½(output − target)², summed over columns: the loss of the closed forms of ridge and lasso. */
public record HalfSquare() implements Loss {
    @Override
    public Kind kind() {
        return Kind.VALUES;
    }

    @Override
    public Tensor loss(Tensor output, Tensor target) {
        return output.sub(target).square().mul(0.5).sum(1);
    }
}

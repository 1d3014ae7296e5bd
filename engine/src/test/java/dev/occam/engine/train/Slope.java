package dev.occam.engine.train;

import dev.occam.plugin.Loss;
import dev.occam.tensor.Tensor;

/** A loss whose gradient is the target: Σ output·target. */
public record Slope() implements Loss {
    @Override
    public Kind kind() {
        return Kind.VALUES;
    }

    @Override
    public Tensor loss(Tensor output, Tensor target) {
        return output.mul(target).sum(1);
    }
}

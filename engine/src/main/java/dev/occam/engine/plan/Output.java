package dev.occam.engine.plan;

import dev.occam.tensor.Tensor;

/** A formula and the place for its values. */
public record Output(Tensor value, Region target) {
    public Output {
        if (target.offset() + value.shape().elements() > target.storage().size()) {
            throw new IllegalArgumentException(
                    "%s does not fit into %s at %d".formatted(value.shape(), target.storage(), target.offset()));
        }
    }
}

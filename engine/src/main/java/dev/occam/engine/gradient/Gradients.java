package dev.occam.engine.gradient;

import dev.occam.tensor.Tensor;
import java.util.List;

/** Derives the gradient of a formula (reverse-mode differentiation). */
public final class Gradients {
    private Gradients() {}

    /**
     * The gradients of a scalar with respect to these tensors, of their shapes; zeros where it does not depend on them.
     */
    public static List<Tensor> of(Tensor scalar, List<Tensor> with) {
        throw new IllegalStateException("written next");
    }
}

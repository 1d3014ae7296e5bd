package dev.occam.plugin;

import dev.occam.tensor.Tensor;

/** The weight, or the group of weights, that a rule is applied to, and the step in which it happens. */
public interface Site extends Step {
    /** What the weight is for. */
    Role role();

    /**
     * The weight's values when training began: its initialization, or what was loaded. They are kept in the checkpoint.
     * Same shape as the weight.
     */
    Tensor initial();
}

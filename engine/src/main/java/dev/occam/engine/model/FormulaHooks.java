package dev.occam.engine.model;

import dev.occam.tensor.Tensor;

/** Where rules change a network's formula; without rules, and at evaluation, nothing is changed. */
public interface FormulaHooks {
    /** Changes nothing. */
    FormulaHooks NONE = new FormulaHooks() {};

    /** What a layer sees in place of a weight. */
    default Tensor weight(ModelWeight weight) {
        return weight.input();
    }

    /** What a residual layer adds to its input in place of its branch's output. */
    default Tensor branch(int layer, Tensor output) {
        return output;
    }

    /** What the next layer sees in place of a layer's output. */
    default Tensor activation(ModelLayer layer, Tensor output) {
        return output;
    }
}

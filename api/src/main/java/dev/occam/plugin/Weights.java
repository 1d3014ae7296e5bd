package dev.occam.plugin;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** Through this a {@link Layer} declares its weights while it writes its formula. */
public interface Weights {
    /**
     * A trained weight. Called with one name twice in one formula it is the same weight.
     *
     * @param name {@code weight}, {@code bias}, …: unique in the layer, and the end of the name in saved files
     * @param shape its shape; axis 0 numbers the output units, as in PyTorch ([out, in] for a dense layer)
     */
    Tensor weight(String name, Shape shape, Initializer initializer, Role role);

    /** The formula of a layer within this layer; its weights are named after {@code name}. */
    Tensor apply(String name, Layer inner, Tensor x);

    /**
     * What a residual layer adds to its input in place of its branch's output [batch, …]: rules such as stochastic depth change
     * it in training. A layer without a branch has no use for it.
     */
    default Tensor branch(Tensor output) {
        return output;
    }

    /** Whether the formula is for training; false for evaluation and prediction. */
    boolean training();
}

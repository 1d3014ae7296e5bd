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

    /**
     * Values that training carries from step to step without a gradient, such as a running mean. They are saved with the
     * weights and are no weights: no rule sees them.
     *
     * @param name unique in the layer among weights and states, and the end of the name in saved files
     * @param start every value before the first step
     * @return the values before this step, or what {@link #update} has made of them in this formula; no gradient flows through
     */
    Tensor state(String name, Shape shape, double start);

    /**
     * What a {@link #state} is after this step; without effect where the formula is not for {@link #training}.
     *
     * @param name of a state that this layer has declared
     * @param next of the state's shape
     */
    void update(String name, Tensor next);

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

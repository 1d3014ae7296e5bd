package dev.occam.plugin;

import dev.occam.tensor.Tensor;

/** A part of a model: a formula from activations to activations. Its gradient is derived. */
public interface Layer extends Plugin {
    /**
     * The layer's formula.
     *
     * @param x activations [batch, …]
     * @param weights declares the weights, and gives them
     * @return activations [batch, …]
     * @throws IllegalArgumentException if the shape of {@code x} does not fit; the message says which shapes do
     */
    Tensor forward(Tensor x, Weights weights);
}

package dev.occam.engine.model;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** What a network keeps from step to step and saves: its weights, which are trained, and its states, which are not. */
public sealed interface ModelTensor permits ModelWeight, ModelState {
    /** As files hold it: {@code 0.weight}, {@code 1.running_mean}. */
    String name();

    /** The index of the outermost layer that declares it. */
    int layer();

    Shape shape();

    /** What stands for it in every formula of the network. */
    Tensor input();
}

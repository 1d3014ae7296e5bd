package dev.occam.engine.model;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/**
 * Values that training carries from step to step without a gradient.
 *
 * @param name as files hold it: {@code 1.running_mean}
 * @param layer the index of the outermost layer that declares it
 * @param start every value before the first step
 * @param input what stands for it in every formula of the network
 */
public record ModelState(String name, int layer, Shape shape, double start, Tensor input) implements ModelTensor {}

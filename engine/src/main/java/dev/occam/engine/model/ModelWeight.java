package dev.occam.engine.model;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/**
 * A weight of a network.
 *
 * @param number in the order in which layers declare them, from 0
 * @param name as files hold it: {@code 0.weight}, {@code hidden.bias}
 * @param layer the index of the outermost layer that declares it
 * @param frozen whether training leaves it as it is
 * @param input what stands for it in every formula of the network
 */
public record ModelWeight(
        int number,
        String name,
        int layer,
        Role role,
        Shape shape,
        Initializer initializer,
        boolean frozen,
        Tensor input)
        implements ModelTensor {}

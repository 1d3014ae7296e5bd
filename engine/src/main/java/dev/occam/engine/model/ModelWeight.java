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
        implements ModelTensor {
    // Written out, since what records have of themselves is made when it is first called: see decision 23.
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof ModelWeight that
                        && number == that.number
                        && name.equals(that.name)
                        && layer == that.layer
                        && role.equals(that.role)
                        && shape.equals(that.shape)
                        && initializer.equals(that.initializer)
                        && frozen == that.frozen
                        && input.equals(that.input);
    }

    @Override
    public int hashCode() {
        return 31 * number + name.hashCode();
    }
}

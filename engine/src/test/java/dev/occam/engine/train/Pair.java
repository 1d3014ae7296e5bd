package dev.occam.engine.train;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** Two weights of one value each: [x] becomes [a·x, b·x]. Their gradients are whatever {@link Slope} says. */
public record Pair(double a, double b) implements Layer {
    public Pair() {
        this(1, 2);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        Tensor first = weights.weight("a", Shape.of(1), new Initializer.Constant(a), Role.WEIGHT);
        Tensor second = weights.weight("b", Shape.of(1), new Initializer.Constant(b), Role.WEIGHT);
        return x.mul(first).pad(1, 0, 1).add(x.mul(second).pad(1, 1, 0));
    }
}

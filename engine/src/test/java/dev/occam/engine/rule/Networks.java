package dev.occam.engine.rule;

import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Relu;
import dev.occam.engine.builtin.Residual;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.Network;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Networks for tests of rules. */
final class Networks {
    /** hidden (dense), 1 (relu), 2 (norm), output (dense). */
    static final Network MIXED = new Network(
            List.of(
                    new ModelLayer(0, "hidden", new Dense(4, true)),
                    new ModelLayer(1, "1", new Relu()),
                    new ModelLayer(2, "2", new Norm()),
                    new ModelLayer(3, "output", new Dense(2, true))),
            List.of(3));

    /** in (dense), block (residual), out (dense). */
    static final Network RESIDUAL = new Network(
            List.of(
                    new ModelLayer(0, "in", new Dense(4, true)),
                    new ModelLayer(1, "block", new Residual(List.of(new Dense(4, true), new Relu()))),
                    new ModelLayer(2, "out", new Dense(2, true))),
            List.of(3));

    /** hidden (dense, frozen), output (dense). */
    static final Network FROZEN = new Network(
            List.of(
                    new ModelLayer(0, "hidden", new Dense(4, true), EnumSet.allOf(Role.class), Optional.empty()),
                    new ModelLayer(1, "output", new Dense(2, true))),
            List.of(3));

    static final RunFacts FACTS = new RunFacts(0.1, 0.1, 10, 100, 10);

    private Networks() {}

    /** Scales and shifts, as normalizations do. */
    public record Norm() implements Layer {
        @Override
        public Tensor forward(Tensor x, Weights weights) {
            Shape width = Shape.of(x.shape().size(1));
            return x.mul(weights.weight("weight", width, new Initializer.Constant(1), Role.NORM_SCALE))
                    .add(weights.weight("bias", width, new Initializer.Constant(0), Role.NORM_SHIFT));
        }
    }
}

package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * v ← αv + (1−α)g², u = η·g/(√v + ε). (Tieleman and Hinton, lecture 6.5, 2012; formula and defaults as PyTorch.) The step size
 * of a coordinate is η/(√v + ε).
 *
 * @param lr η, finite and at least 0
 * @param decay α, at least 0 and below 1
 * @param epsilon finite and above 0
 */
@AutoService(Optimizer.class)
@Description("RMSprop: divides the gradient by its recent size.")
public record Rmsprop(
        @Description("learning rate η") double lr,

        @Description("how much of the mean squared gradient is kept in a step")
        double decay,

        @Description("added to the denominator") double epsilon)
        implements Optimizer {
    public Rmsprop {
        Require.finiteAtLeastZero("lr", lr);
        Require.atLeastZeroBelowOne("decay", decay);
        Require.finiteAboveZero("epsilon", epsilon);
    }

    public Rmsprop() {
        this(0.01, 0.99, 1e-8);
    }

    @Override
    public double learningRate() {
        return lr;
    }

    @Override
    public List<String> slots() {
        return List.of("square_avg");
    }

    @Override
    public Update update(Tensor g, Map<String, Tensor> state, Step step) {
        Tensor v = state.get("square_avg")
                .mul(decay)
                .add(SquaredGradient.size(g, 1 - decay).square().mul(1 - decay));
        Tensor stepSize = step.learningRate().div(v.sqrt().add(epsilon));
        return new Update(g.mul(stepSize), stepSize, Map.of("square_avg", v));
    }
}

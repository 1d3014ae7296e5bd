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
 * s ← s + g², u = η·g/(√s + ε). (Duchi, Hazan and Singer, Adaptive Subgradient Methods, 2011; formula and defaults as PyTorch.)
 * The step size of a coordinate is η/(√s + ε).
 *
 * @param lr η, finite and at least 0
 * @param epsilon finite and above 0
 */
@AutoService(Optimizer.class)
@Description("Adagrad: divides the gradient by the size of all gradients so far.")
public record Adagrad(
        @Description("learning rate η") double lr,
        @Description("added to the denominator") double epsilon) implements Optimizer {
    public Adagrad {
        Require.finiteAtLeastZero("lr", lr);
        Require.finiteAboveZero("epsilon", epsilon);
    }

    public Adagrad() {
        this(0.01, 1e-10);
    }

    @Override
    public double learningRate() {
        return lr;
    }

    @Override
    public List<String> slots() {
        return List.of("sum");
    }

    @Override
    public Update update(Tensor g, Map<String, Tensor> state, Step step) {
        Tensor s = state.get("sum").add(SquaredGradient.size(g, 1).square());
        Tensor stepSize = step.learningRate().div(s.sqrt().add(epsilon));
        return new Update(g.mul(stepSize), stepSize, Map.of("sum", s));
    }
}

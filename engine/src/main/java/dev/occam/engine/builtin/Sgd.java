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
 * Stochastic gradient descent as PyTorch has it: b ← μ·b + g, then u = η·b, or u = η·(g + μ·b) with Nesterov's momentum; u = η·g
 * without momentum.
 *
 * <p>The step size for proximal rules is η, with momentum too: a change of the gradient changes this step's update by η times
 * as much (1 + μ times that with Nesterov, which is left out so that a rule's strength does not depend on it).
 *
 * @param lr η, finite and at least 0
 * @param momentum μ, at least 0 and below 1
 * @param nesterov looks ahead; needs momentum
 */
@AutoService(Optimizer.class)
@Description("Stochastic gradient descent, with momentum if wanted.")
public record Sgd(
        @Description("learning rate η") double lr,

        @Description("momentum μ: what is left of the last step's direction")
        double momentum,

        @Description("looks one step ahead; needs momentum") boolean nesterov)
        implements Optimizer {
    private static final String BUFFER = "momentum_buffer";

    public Sgd {
        Require.finiteAtLeastZero("lr", lr);
        Require.atLeastZeroBelowOne("momentum", momentum);
        Require.that(!nesterov || momentum > 0, "momentum", "above 0 with nesterov", momentum);
    }

    public Sgd() {
        this(1e-3, 0, false);
    }

    @Override
    public double learningRate() {
        return lr;
    }

    @Override
    public List<String> slots() {
        return momentum == 0 ? List.of() : List.of(BUFFER);
    }

    @Override
    public Update update(Tensor g, Map<String, Tensor> state, Step step) {
        Tensor rate = step.learningRate();
        if (momentum == 0) {
            return new Update(g.mul(rate), rate, Map.of());
        }
        Tensor b = state.get(BUFFER).mul(momentum).add(g);
        Tensor direction = nesterov ? g.add(b.mul(momentum)) : b;
        return new Update(direction.mul(rate), rate, Map.of(BUFFER, b));
    }
}

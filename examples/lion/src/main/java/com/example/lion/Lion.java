package com.example.lion;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * u = η·sign(β₁m + (1−β₁)g); m ← β₂m + (1−β₂)g. (Chen et al., Symbolic Discovery of Optimization Algorithms, 2023.)
 *
 * <p>The paper's weight decay is the rule decoupled-decay. A weight moves by η or stays, so η is the step size of proximal
 * rules.
 */
@AutoService(Optimizer.class)
@Description("Moves every weight by the learning rate, in the direction of the recent gradients.")
public record Lion(
        @Description("learning rate η") double lr,

        @Description("how much the mean gradient counts for the direction")
        double beta1,

        @Description("how much of the mean gradient is kept in a step")
        double beta2)
        implements Optimizer {
    public Lion {
        Require.finiteAtLeastZero("lr", lr);
        Require.atLeastZeroBelowOne("beta1", beta1);
        Require.atLeastZeroBelowOne("beta2", beta2);
    }

    public Lion() {
        this(1e-4, 0.9, 0.99);
    }

    @Override
    public double learningRate() {
        return lr;
    }

    @Override
    public List<String> slots() {
        return List.of("momentum");
    }

    @Override
    public Update update(Tensor g, Map<String, Tensor> state, Step step) {
        Tensor m = state.get("momentum");
        Tensor direction = m.mul(beta1).add(g.mul(1 - beta1)).sign();
        Tensor rate = step.learningRate();
        return new Update(
                direction.mul(rate), rate, Map.of("momentum", m.mul(beta2).add(g.mul(1 - beta2))));
    }
}

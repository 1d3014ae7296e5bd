package com.example.plain;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** v ← μv + g; u = η·v. (Polyak, Some methods of speeding up the convergence of iteration methods, 1964.) */
@AutoService(Optimizer.class)
@Description("Gradient descent with momentum.")
public record Plain(
        @Description("learning rate η") double lr,
        @Description("how much of the last step is kept") double momentum) implements Optimizer {
    public Plain {
        Require.finiteAtLeastZero("lr", lr);
        Require.atLeastZeroBelowOne("momentum", momentum);
    }

    public Plain() {
        this(0.01, 0.9);
    }

    @Override
    public double learningRate() {
        return lr;
    }

    @Override
    public List<String> slots() {
        return List.of("velocity");
    }

    @Override
    public Update update(Tensor g, Map<String, Tensor> state, Step step) {
        Tensor v = state.get("velocity").mul(momentum).add(g);
        Tensor rate = step.learningRate();
        return new Update(v.mul(rate), rate, Map.of("velocity", v));
    }
}

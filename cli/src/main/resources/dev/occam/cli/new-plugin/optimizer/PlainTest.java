package com.example.plain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.FixedSite;
import dev.occam.testkit.OptimizerTrainingContract;
import dev.occam.testkit.Reference;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainTest implements OptimizerTrainingContract {
    @Override
    public Optimizer plugin() {
        return new Plain(0.1, 0.5);
    }

    @Test
    void theVelocityRemembersEarlierGradients() {
        FixedSite step = new FixedSite(Role.WEIGHT, Shape.of(2));
        Tensor g = Tensor.input("g", Shape.of(2));
        Tensor v = Tensor.input("v", Shape.of(2));
        Optimizer.Update update = plugin().update(g, Map.of("velocity", v), step);

        Bindings bindings = step.bindings().input(g, 1, -2).input(v, 4, 0).build();
        assertArrayEquals(new double[] {3, -2}, Reference.value(update.state().get("velocity"), bindings), 1e-12);
        assertArrayEquals(new double[] {0.3, -0.2}, Reference.value(update.change(), bindings), 1e-12);
    }
}

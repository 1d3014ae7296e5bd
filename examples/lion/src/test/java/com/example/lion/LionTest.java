package com.example.lion;

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

class LionTest implements OptimizerTrainingContract {
    @Override
    public Optimizer plugin() {
        return new Lion(0.01, 0.9, 0.99);
    }

    @Override
    public boolean firstStepIsStepSizeTimesGradient() {
        return false;
    }

    @Test
    void weightsMoveByTheLearningRateAlongTheMixedGradient() {
        FixedSite step = new FixedSite(Role.WEIGHT, Shape.of(3));
        Tensor g = Tensor.input("g", Shape.of(3));
        Tensor m = Tensor.input("m", Shape.of(3));
        Optimizer.Update update = plugin().update(g, Map.of("momentum", m), step);

        Bindings bindings = step.bindings().input(g, 1, 1, 0).input(m, 0, -1, 0).build();
        assertArrayEquals(new double[] {0.1, -0.1, 0}, Reference.value(update.change(), bindings), 1e-12);
        assertArrayEquals(
                new double[] {0.01, -0.98, 0}, Reference.value(update.state().get("momentum"), bindings), 1e-12);
    }
}

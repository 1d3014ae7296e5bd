package com.example.hoyer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.FixedSite;
import dev.occam.testkit.Reference;
import dev.occam.testkit.RegularizerTrainingContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoyerTest implements RegularizerTrainingContract {
    @Override
    public Regularizer plugin() {
        return new Hoyer(0.01);
    }

    @Override
    public Optional<Regularizer> zero() {
        return Optional.of(new Hoyer(0));
    }

    @Test
    void oneWeightCostsLessThanFourOfTheSameNorm() {
        assertEquals(0.01, penalty(2, 0, 0, 0), 1e-12);
        assertEquals(0.04, penalty(1, 1, 1, 1), 1e-12);
    }

    private double penalty(double... weights) {
        Shape shape = Shape.of(2, 2);
        FixedSite site = new FixedSite(Role.WEIGHT, shape);
        Tensor w = Tensor.input("w", shape);
        return Reference.value(
                plugin().penalty(w, site), site.bindings().input(w, weights).build())[0];
    }
}

package com.example.plain;

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

class PlainTest implements RegularizerTrainingContract {
    @Override
    public Regularizer plugin() {
        return new Plain(0.01);
    }

    @Override
    public Optional<Regularizer> zero() {
        return Optional.of(new Plain(0));
    }

    @Test
    void thePenaltyIsHalfTheSumOfSquares() {
        FixedSite site = new FixedSite(Role.WEIGHT, Shape.of(3));
        Tensor w = Tensor.input("w", Shape.of(3));
        double[] penalty = Reference.value(
                plugin().penalty(w, site), site.bindings().input(w, 1, 2, -3).build());
        assertEquals(0.07, penalty[0], 1e-12);
    }
}

package com.example.hoyer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/** The penalty λ·‖w‖₁²/‖w‖₂²: sparse, whatever the scale of the weights. (Yang, Wen and Li, DeepHoyer, 2020.) */
@AutoService(Regularizer.class)
@Description("Prefers few large weights to many small ones, whatever their scale.")
public record Hoyer(@Description("strength λ") double lambda) implements Regularizer {
    public Hoyer {
        Require.finiteAtLeastZero("lambda", lambda);
    }

    public Hoyer() {
        this(1e-4);
    }

    @Override
    public Tensor penalty(Tensor w, Site site) {
        return w.abs().sum().square().div(w.square().sum().add(1e-12)).mul(lambda);
    }
}

package com.example.plain;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/** The penalty ½λ‖w‖². Nobody writes its gradient: it is derived. */
@AutoService(Regularizer.class)
@Description("Pulls weights to zero in proportion to their size.")
public record Plain(@Description("strength λ") double lambda) implements Regularizer {
    public Plain {
        Require.finiteAtLeastZero("lambda", lambda);
    }

    public Plain() {
        this(1e-4);
    }

    @Override
    public Tensor penalty(Tensor w, Site site) {
        return w.square().sum().mul(0.5 * lambda);
    }
}

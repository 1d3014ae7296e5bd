package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Require;
import dev.occam.tensor.Tensor;

/**
 * With d = x − y: ½d² where |d| &lt; δ, else δ·(|d| − ½δ); the mean over the columns. (Huber, Robust Estimation of a Location
 * Parameter, 1964.)
 *
 * @param delta δ, where the parabola becomes a line; finite and above 0
 */
@AutoService(Loss.class)
@Description("Squared error for small differences, absolute error for large ones.")
public record Huber(@Description("where large begins") double delta) implements Loss {
    public Huber {
        Require.finiteAboveZero("delta", delta);
    }

    public Huber() {
        this(1);
    }

    @Override
    public Kind kind() {
        return Kind.VALUES;
    }

    @Override
    public Tensor loss(Tensor output, Tensor target) {
        Tensor d = output.sub(target);
        Tensor parabola = d.square().mul(0.5);
        Tensor line = d.abs().sub(0.5 * delta).mul(delta);
        return d.abs().lt(delta).select(parabola, line).mean(1);
    }
}

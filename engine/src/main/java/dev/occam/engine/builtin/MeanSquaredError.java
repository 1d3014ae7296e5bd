package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Tensor;

/** (x − y)², the mean over the columns. There is no factor ½. */
@AutoService(Loss.class)
@Description("Mean of the squared differences.")
public record MeanSquaredError() implements Loss {
    @Override
    public Kind kind() {
        return Kind.VALUES;
    }

    @Override
    public Tensor loss(Tensor output, Tensor target) {
        return output.sub(target).square().mean(1);
    }
}

package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Tensor;

/**
 * −y·log σ(x) − (1−y)·log(1−σ(x)) = log(1 + eˣ) − x·y, on logits.
 *
 * <p>With c = max(x, 0) held constant, log(1 + eˣ) = c + log(e⁻ᶜ + eˣ⁻ᶜ): nothing overflows, and the gradient is σ(x) − y
 * everywhere. The usual max(x, 0) + log(1 + e⁻ˡˣˡ) has a kink at 0, which is where zero weights start.
 */
@AutoService(Loss.class)
@Description("Cross-entropy of two classes; the model ends with a single logit.")
public record BinaryCrossEntropy() implements Loss {
    @Override
    public Kind kind() {
        return Kind.TWO_CLASSES;
    }

    @Override
    public Tensor loss(Tensor output, Tensor target) {
        Tensor x = output;
        Tensor c = x.max(0).detach();
        Tensor softplus = c.add(c.neg().exp().add(x.sub(c).exp()).log());
        return softplus.sub(x.mul(target)).mean(1);
    }

    /** σ(x). */
    @Override
    public Tensor prediction(Tensor output) {
        return output.sigmoid();
    }
}

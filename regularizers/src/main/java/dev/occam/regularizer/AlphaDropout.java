package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Complement;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;

/**
 * a·(x·m + α′(1 − m)) + b, where m is 0 with probability p and else 1, α′ = −λα is what SELU tends to, and
 * a = ((1 − p)(1 + pα′²))^−½, b = −a·p·α′: activations of mean 0 and variance 1 keep both. (Klambauer et al., Self-Normalizing
 * Neural Networks, 2017.)
 *
 * @param drop p, at least 0 and below 1; users may give {@code keep} = 1 − p instead
 */
@AutoService(Regularizer.class)
@Description("Dropout for SELU networks: dropped values take SELU's limit, and mean 0 and variance 1 are kept.")
public record AlphaDropout(
        @Complement("keep") @Description("fraction p that is dropped")
        double drop) implements Regularizer {
    private static final double LIMIT = -1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;

    public AlphaDropout {
        Require.atLeastZeroBelowOne("drop", drop);
    }

    public AlphaDropout() {
        this(0.1);
    }

    @Override
    public Tensor activation(Tensor x, Step step) {
        if (drop == 0) {
            return x;
        }
        double keep = 1 - drop;
        double a = 1 / Math.sqrt(keep * (1 + drop * LIMIT * LIMIT));
        double b = -a * drop * LIMIT;
        Tensor kept = step.uniform(x.shape()).lt(keep);
        return kept.select(x, Tensor.constant(LIMIT)).mul(a).add(b);
    }
}

package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;

/**
 * y(1 − α) + α/K for K classes; K is 2 where one column says which of two it is. (Szegedy et al., Rethinking the Inception
 * Architecture for Computer Vision, 2016.)
 *
 * @param alpha α, at least 0 and below 1
 */
@AutoService(Regularizer.class)
@Description(
        "Moves a share of each target's probability to all classes alike, so that the model is not pushed to be certain.")
public record LabelSmoothing(
        @Description("share α of the probability") double alpha) implements Regularizer {
    public LabelSmoothing {
        Require.atLeastZeroBelowOne("alpha", alpha);
    }

    public LabelSmoothing() {
        this(0.1);
    }

    @Override
    public Tensor target(Tensor y, Step step) {
        int classes = Math.max(2, y.shape().size(1));
        return alpha == 0 ? y : y.mul(1 - alpha).add(alpha / classes);
    }
}

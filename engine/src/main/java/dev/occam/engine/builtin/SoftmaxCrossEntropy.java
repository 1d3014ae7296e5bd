package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Tensor;

/**
 * −Σₖ yₖ·log softmax(x)ₖ = Σₖ yₖ·(log Σⱼ exp xⱼ − xₖ), on logits. The largest logit is taken off first, as a constant: that
 * changes neither value nor gradient, and nothing overflows.
 */
@AutoService(Loss.class)
@Description("Cross-entropy of classes; the model ends with one logit for each class.")
public record SoftmaxCrossEntropy() implements Loss {
    @Override
    public Kind kind() {
        return Kind.CLASSES;
    }

    @Override
    public Tensor loss(Tensor output, Tensor target) {
        Tensor x = shifted(output);
        Tensor logSumExp = x.exp().sum(1).log().unsqueeze(1);
        return target.mul(logSumExp.sub(x)).sum(1);
    }

    /** softmax(x). */
    @Override
    public Tensor prediction(Tensor output) {
        Tensor exp = shifted(output).exp();
        return exp.div(exp.sum(1).unsqueeze(1));
    }

    private static Tensor shifted(Tensor x) {
        return x.sub(x.amax(1).unsqueeze(1).detach());
    }
}

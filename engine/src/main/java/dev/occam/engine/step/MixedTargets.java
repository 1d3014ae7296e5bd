package dev.occam.engine.step;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Optional;

/** The targets of a batch: those given, or mixtures of them with their partners'. */
final class MixedTargets {
    private final TargetForm form;
    private final Tensor share;
    private final Tensor own;
    private final Optional<Tensor> partners;

    /** @param share λ of an example's own target in a mixture */
    MixedTargets(TargetForm form, boolean mixed, Tensor share, int batch) {
        this.form = form;
        this.share = share;
        own = Tensor.input("targets", Shape.of(batch, form.width()));
        partners = mixed ? Optional.of(Tensor.input("partners' targets", own.shape())) : Optional.empty();
    }

    Tensor own() {
        return own;
    }

    Optional<Tensor> partners() {
        return partners;
    }

    /** What the loss sees, [batch, columns]. */
    Tensor target() {
        return mix(form.target(own), partners.map(form::target));
    }

    /** For each example 1 if its class is predicted right, [batch]; of a mixture its share if one of both is. */
    Tensor correct(Tensor prediction) {
        return mix(form.correct(prediction, own), partners.map(given -> form.correct(prediction, given)));
    }

    private Tensor mix(Tensor of, Optional<Tensor> with) {
        return with.map(other -> of.mul(share).add(other.mul(Tensor.constant(1).sub(share))))
                .orElse(of);
    }
}

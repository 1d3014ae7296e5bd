package dev.occam.engine.rule;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Site;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.util.Set;

/**
 * A rule of s times the strength, for the hooks in which a strength is a factor: penalties and decay; noise on gradients and
 * moved targets, by what they add; and the proximal step of s·φ, which is that of φ with the step size s·p.
 */
record Scheduled(Regularizer rule, Tensor s) implements Regularizer {
    /** The hooks whose strength is no factor of what they do. */
    static final Set<Hook> WITHOUT_FACTOR = Set.of(Hook.PROJECT, Hook.WEIGHT, Hook.ACTIVATION, Hook.BRANCH);

    @Override
    public String name() {
        return rule.name();
    }

    @Override
    public Tensor penalty(Tensor w, Site site) {
        return rule.penalty(w, site).mul(s);
    }

    @Override
    public Tensor gradient(Tensor g, Site site) {
        return between(g, rule.gradient(g, site));
    }

    @Override
    public Tensor decay(Tensor w, Tensor update, Site site) {
        return rule.decay(w, update, site).mul(s);
    }

    @Override
    public Tensor prox(Tensor v, Tensor stepSize, Site site) {
        return rule.prox(v, stepSize.mul(s), site);
    }

    @Override
    public Tensor proxPenalty(Tensor w, Site site) {
        return rule.proxPenalty(w, site).mul(s);
    }

    @Override
    public Tensor activityPenalty(Tensor x, Step step) {
        return rule.activityPenalty(x, step).mul(s);
    }

    @Override
    public Tensor target(Tensor y, Step step) {
        return between(y, rule.target(y, step));
    }

    private Tensor between(Tensor before, Tensor after) {
        return before == after ? before : before.add(after.sub(before).mul(s));
    }
}

package dev.occam.engine.rule;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Site;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;

/** The places of a step at which a rule may act. */
public enum Hook {
    PENALTY("penalty", Tensor.class, Site.class),
    GRADIENT("gradient", Tensor.class, Site.class),
    DECAY("decay", Tensor.class, Tensor.class, Site.class),
    PROX("prox", Tensor.class, Tensor.class, Site.class),
    PROJECT("project", Tensor.class, Site.class),
    WEIGHT("weight", Tensor.class, Site.class),
    ACTIVATION("activation", Tensor.class, Step.class),
    BRANCH("branch", Tensor.class, Step.class),
    ACTIVITY_PENALTY("activityPenalty", Tensor.class, Step.class),
    TARGET("target", Tensor.class, Step.class);

    /** The hooks that act on weights. */
    static final Set<Hook> ON_WEIGHTS = Set.of(PENALTY, GRADIENT, DECAY, PROX, PROJECT, WEIGHT);

    /** The hooks that act on what a layer gives, or on a part of it. */
    static final Set<Hook> ON_OUTPUTS = Set.of(ACTIVATION, BRANCH, ACTIVITY_PENALTY);

    private final String method;
    private final Class<?>[] parameters;

    Hook(String method, Class<?>... parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    /** Whether a rule acts at one of these places. */
    static boolean any(Set<Hook> hooks, Regularizer rule) {
        return hooks.stream().anyMatch(hook -> hook.isOverriddenBy(rule));
    }

    /**
     * Whether a rule's class overrides this. What the hook gives is no answer: with strength 0 it gives what it was given,
     * and calling it needs a tensor of a shape that suits it.
     */
    public boolean isOverriddenBy(Regularizer rule) {
        try {
            return rule.getClass().getMethod(method, parameters).getDeclaringClass() != Regularizer.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Regularizer has no method " + method + Arrays.toString(parameters), e);
        }
    }
}

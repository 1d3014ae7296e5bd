package dev.occam.engine.spec;

import dev.occam.plugin.Regularizer;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

/** Which hooks a rule overrides, and so what its target can be. */
final class Hooks {
    private static final Set<String> WEIGHTS =
            Set.of("penalty", "gradient", "decay", "prox", "proxPenalty", "project", "weight");

    private Hooks() {}

    static boolean onWeights(Regularizer rule) {
        return overrides(rule, WEIGHTS);
    }

    static boolean onActivations(Regularizer rule) {
        return overrides(rule, Set.of("activation", "branch", "activityPenalty"));
    }

    private static boolean overrides(Regularizer rule, Set<String> hooks) {
        return Arrays.stream(Regularizer.class.getMethods())
                .filter(method -> hooks.contains(method.getName()))
                .anyMatch(hook -> isOverridden(rule, hook));
    }

    private static boolean isOverridden(Regularizer rule, Method hook) {
        try {
            return rule.getClass()
                            .getMethod(hook.getName(), hook.getParameterTypes())
                            .getDeclaringClass()
                    != Regularizer.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every rule has the hooks of Regularizer", e);
        }
    }
}

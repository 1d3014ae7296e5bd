package dev.occam.engine.rule;

import dev.occam.plugin.Loss;
import java.util.List;

/** Rules on targets change probabilities of classes; numbers have none. */
public final class TargetRules {
    private TargetRules() {}

    /** What is wrong with rules on the targets of this loss, a sentence or two each. */
    public static List<String> problems(List<Rule> rules, Loss loss) {
        if (loss.kind() != Loss.Kind.VALUES) {
            return List.of();
        }
        return rules.stream()
                .filter(rule -> Hook.TARGET.isOverriddenBy(rule.regularizer()))
                .map(rule ->
                        "regularizer %s: it changes the probabilities of classes, but loss %s compares with numbers.\n  Leave it out."
                                .formatted(rule.label(), loss.name()))
                .toList();
    }
}

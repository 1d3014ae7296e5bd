package dev.occam.benchmark.work;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A regularizer that work can be measured with. */
public enum WorkRule {
    /** Decoupled decay of 0.01, as AdamW's. */
    DECAY,
    /** Coupled L2 of 0.01 in PyTorch's unit: 0.01·w is added to the gradient. */
    L2,
    /** L1 of 1e-4: 1e-4·sign(w) is added to the gradient. */
    L1,
    /** Dropout of 0.2 after the first activation. */
    DROPOUT;

    public static final double DECAY_STRENGTH = 0.01;
    public static final double L2_STRENGTH = 0.01;
    public static final double L1_STRENGTH = 1e-4;
    public static final double DROPPED = 0.2;

    /** The rules of {@code +l2+decay}; none for an empty text. */
    static Set<WorkRule> parse(String text) {
        Set<WorkRule> rules = EnumSet.noneOf(WorkRule.class);
        for (String name : text.split("\\+")) {
            if (!name.isBlank()) {
                rules.add(of(name.strip()));
            }
        }
        return rules;
    }

    static String text(Set<WorkRule> rules) {
        StringBuilder text = new StringBuilder();
        rules.stream()
                .sorted()
                .forEach(rule -> text.append('+').append(rule.name().toLowerCase(Locale.ROOT)));
        return text.toString();
    }

    private static WorkRule of(String name) {
        for (WorkRule rule : values()) {
            if (rule.name().equalsIgnoreCase(name)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("no rule is called \"" + name + "\"; there are decay, l2, l1, dropout");
    }
}

package dev.occam.benchmark.work;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The update of ten million weights in ten tensors, with gradients that stay.
 *
 * @param adam Adam, or else SGD with momentum 0.9; lr 1e-3
 * @param rules that act on all weights
 * @param sum whether the penalties are summed up too; peers that report none leave it out
 * @param tiny whether gradients are so small that their squares are subnormal, and weights start there
 */
public record Update(boolean adam, Set<WorkRule> rules, boolean sum, boolean tiny) implements Work {
    public static final int TENSORS = 10;
    public static final int SIDE = 1000;
    public static final int WEIGHTS = TENSORS * SIDE * SIDE;
    private static final Set<String> NO_RULES = Set.of("sum", "tiny");

    public Update {
        rules = Set.copyOf(rules);
        if (rules.contains(WorkRule.DROPOUT)) {
            throw new IllegalArgumentException("dropout acts on activations and has no part in an update");
        }
    }

    static Update parse(String text) {
        String[] words = text.split("\\+");
        boolean adam = words[0].equals("adam");
        if (!adam && !words[0].equals("sgdm")) {
            throw new IllegalArgumentException(
                    "an update is adam or sgdm, then +decay, +l2, +l1, +sum or +tiny, not \"%s\"".formatted(text));
        }
        List<String> all = Arrays.asList(words);
        String rules =
                all.stream().skip(1).filter(word -> !NO_RULES.contains(word)).collect(Collectors.joining("+"));
        return new Update(adam, WorkRule.parse(rules), all.contains("sum"), all.contains("tiny"));
    }

    @Override
    public String name() {
        return "update " + (adam ? "adam" : "sgdm") + WorkRule.text(rules) + (sum ? "+sum" : "")
                + (tiny ? "+tiny" : "");
    }
}

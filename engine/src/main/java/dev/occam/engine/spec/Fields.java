package dev.occam.engine.spec;

import dev.occam.error.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A group of known keys. What is wrong with their values becomes a problem that says what is allowed. */
final class Fields {
    private final SpecNode.Mapping group;
    private final String prefix;
    private final Problems problems;

    /** @param prefix what stands before the keys in messages: {@code early-stopping.} */
    Fields(SpecNode.Mapping group, String prefix, List<String> known, Problems problems) {
        this.group = group;
        this.prefix = prefix;
        this.problems = problems;
        for (SpecNode.Entry entry : group.entries()) {
            if (!known.contains(entry.key())) {
                String near = Suggestion.nearest(entry.key(), known)
                        .map(name -> " Nearest: " + name + ".")
                        .orElse("");
                problems.add(
                        entry.place(),
                        "No key is called %s.%s Keys: %s."
                                .formatted(Shown.quoted(prefix + entry.key()), near, String.join(", ", known)));
            }
        }
    }

    /** The node of a key; empty where the key is missing or has no value. */
    Optional<SpecNode> node(String key) {
        return group.find(key)
                .map(SpecNode.Entry::value)
                .filter(node -> !(node instanceof SpecNode.Scalar scalar) || !scalar.isEmpty());
    }

    Place place(String key) {
        return group.find(key).map(SpecNode.Entry::place).orElse(group.place());
    }

    /** The value of a key; empty where it is missing or {@code read} finds it unfit, which is then a problem. */
    <T> Optional<T> get(String key, String allowed, Function<Object, Optional<T>> read) {
        return node(key).flatMap(node -> {
            Optional<T> value =
                    node instanceof SpecNode.Scalar scalar ? read.apply(Values.of(scalar)) : Optional.empty();
            if (value.isEmpty()) {
                problems.add(node.place(), "%s must be %s, not %s.".formatted(prefix + key, allowed, node.shown()));
            }
            return value;
        });
    }

    Optional<Integer> count(String key) {
        return get(key, "a whole number >= 1", Fields::count);
    }

    Optional<Boolean> truth(String key) {
        return get(
                key, "true or false", value -> value instanceof Boolean truth ? Optional.of(truth) : Optional.empty());
    }

    Optional<String> text(String key, String allowed) {
        return get(key, allowed, value -> Optional.of(String.valueOf(value)).filter(text -> !text.isBlank()));
    }

    Optional<String> oneOf(String key, List<String> words) {
        return get(
                key,
                String.join(" or ", words),
                value -> Optional.of(value.toString()).filter(words::contains));
    }

    static Optional<Integer> count(Object value) {
        return value instanceof Integer number && number >= 1 ? Optional.of(number) : Optional.empty();
    }

    static Optional<Double> number(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? Optional.of(number.doubleValue())
                : Optional.empty();
    }
}

package dev.occam.engine.spec;

import dev.occam.Setting;
import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Sets keys of a spec from outside: {@code regularizers.decoupled-decay.lambda}, {@code model.0.dense.units}, {@code epochs}. */
final class SpecSettings {
    private final Problems problems;

    SpecSettings(Problems problems) {
        this.problems = problems;
    }

    /** The spec with this key set; unchanged where that cannot be, which is then a problem. */
    SpecNode.Mapping apply(SpecNode.Mapping root, Setting setting) {
        List<String> path = List.of(setting.path().split("\\.", -1));
        if (path.stream().anyMatch(String::isBlank)) {
            problems.add(
                    new Place(setting.origin(), 0),
                    "%s is not a path of keys such as optimizer.adam.lr.".formatted(Shown.quoted(setting.path())));
            return root;
        }
        try {
            SpecNode value = SpecParser.value(setting.origin(), setting.value());
            return (SpecNode.Mapping) new Descent(path, value).into(root, 0);
        } catch (RequestException e) {
            problems.addAll(e);
            return root;
        }
    }

    private final class Descent {
        private final List<String> path;
        private final SpecNode value;

        Descent(List<String> path, SpecNode value) {
            this.path = path;
            this.value = value;
        }

        SpecNode into(SpecNode node, int depth) {
            if (depth == path.size()) {
                return value;
            }
            if (node instanceof SpecNode.Mapping mapping) {
                return intoMapping(mapping, depth);
            }
            if (node instanceof SpecNode.Sequence sequence) {
                return intoSequence(sequence, depth);
            }
            SpecNode.Scalar scalar = (SpecNode.Scalar) node;
            if (scalar.isEmpty() && depth == 1 && ShortForms.PLUGIN_LISTS.contains(path.get(0))) {
                return intoSequence(new SpecNode.Sequence(List.of(), scalar.place()), depth);
            }
            if (scalar.isEmpty() || scalar.text().equals(path.get(depth))) {
                return intoMapping(new SpecNode.Mapping(List.of(), scalar.place()), depth);
            }
            return problem(
                    node,
                    "%s is the single value %s, which has no %s."
                            .formatted(until(depth), scalar.shown(), Shown.plain(path.get(depth))));
        }

        private SpecNode intoMapping(SpecNode.Mapping mapping, int depth) {
            String key = path.get(depth);
            List<SpecNode.Entry> entries = new ArrayList<>();
            boolean found = false;
            for (SpecNode.Entry entry : mapping.entries()) {
                boolean here = entry.key().equals(key);
                found |= here;
                SpecNode inner = here ? into(entry.value(), depth + 1) : entry.value();
                entries.add(new SpecNode.Entry(entry.key(), inner, here ? value.place() : entry.place()));
            }
            if (!found) {
                SpecNode nothing = new SpecNode.Scalar("", false, value.place());
                entries.add(new SpecNode.Entry(key, into(nothing, depth + 1), value.place()));
            }
            return new SpecNode.Mapping(entries, mapping.place());
        }

        private SpecNode intoSequence(SpecNode.Sequence sequence, int depth) {
            String key = path.get(depth);
            List<SpecNode> items = new ArrayList<>(sequence.items());
            boolean number = key.chars().allMatch(digit -> digit >= '0' && digit <= '9') && key.length() < 10;
            OptionalInt index = number ? numbered(sequence, depth) : named(sequence, depth);
            if (index.isPresent()) {
                int at = index.getAsInt();
                items.set(at, into(items.get(at), number ? depth + 1 : depth));
            }
            return new SpecNode.Sequence(items, sequence.place());
        }

        private OptionalInt numbered(SpecNode.Sequence sequence, int depth) {
            int index = Integer.parseInt(path.get(depth));
            int size = sequence.items().size();
            if (index < size) {
                return OptionalInt.of(index);
            }
            String there = size == 0 ? "there are none" : "its entries are 0 to " + (size - 1);
            problem(sequence, "%s has no entry %d: %s.".formatted(until(depth), index, there));
            return OptionalInt.empty();
        }

        private OptionalInt named(SpecNode.Sequence sequence, int depth) {
            List<String> names =
                    sequence.items().stream().map(SpecSettings::name).toList();
            String wanted = path.get(depth);
            int first = names.indexOf(wanted);
            if (first < 0) {
                String nearest = Suggestion.nearest(wanted, names)
                        .map(near -> " Nearest: " + near + ".")
                        .orElse("");
                String there = names.isEmpty()
                        ? "there are none. Add one, for instance %s=[%s]".formatted(until(depth), Shown.plain(wanted))
                        : "it holds " + Shown.plain(String.join(", ", names));
                problem(sequence, "%s has no %s: %s.%s".formatted(until(depth), Shown.plain(wanted), there, nearest));
                return OptionalInt.empty();
            }
            if (first != names.lastIndexOf(wanted)) {
                problem(
                        sequence,
                        "%s has several %s; say which by its number, for instance %s.%d."
                                .formatted(until(depth), wanted, until(depth), first));
                return OptionalInt.empty();
            }
            return OptionalInt.of(first);
        }

        private String until(int depth) {
            return depth == 0 ? "the spec" : Shown.plain(String.join(".", path.subList(0, depth)));
        }

        private SpecNode problem(SpecNode unchanged, String message) {
            problems.add(value.place(), message);
            return unchanged;
        }
    }

    private static String name(SpecNode item) {
        if (item instanceof SpecNode.Scalar scalar) {
            return scalar.text();
        }
        Optional<SpecNode.Mapping> mapping =
                item instanceof SpecNode.Mapping group && group.entries().size() == 1
                        ? Optional.of(group)
                        : Optional.empty();
        return mapping.map(group -> group.keys().get(0)).orElse("");
    }
}

package dev.occam.engine.data;

import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the {@code data} of a spec and collects every problem before it refuses. */
final class DataOptionsReader {
    private static final List<String> KEYS = List.of(
            "path",
            "label",
            "classes",
            "test",
            "missing",
            "rows",
            "label-noise",
            "standardize",
            "categorical",
            "ignore");

    private final List<String> problems = new ArrayList<>();

    DataOptions read(Object value) {
        if (value instanceof String path && !path.isBlank()) {
            return DataOptions.of(path.strip());
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new RequestException(
                    "data: must be digits, fashion-mnist, a CSV file, a folder, or {path: ..., options}, not %s."
                            .formatted(shown(value)));
        }
        map.keySet().forEach(this::requireKnown);
        Optional<String> path = get(map, "path", "a text", this::text);
        if (!map.containsKey("path")) {
            problems.add("data: path is missing. Say what to read, for instance path: digits.");
        }
        Optional<String> label = get(map, "label", "the name of a column", this::text);
        Optional<Boolean> classes = get(map, "classes", "true or false", this::truth);
        Optional<Share> test = get(map, "test", "a fraction from 0 to below 1 or a whole number of rows", this::share);
        Optional<MissingRule> missing = get(map, "missing", missingRules(), this::missing);
        Optional<Integer> rows = get(map, "rows", "a whole number >= 1", this::count);
        Optional<Double> noise = get(map, "label-noise", "a fraction from 0 to 1", this::fraction);
        Optional<Boolean> standardize = get(map, "standardize", "true or false", this::truth);
        Optional<List<String>> categorical = get(map, "categorical", "a list of columns", this::texts);
        Optional<List<String>> ignore = get(map, "ignore", "a list of columns", this::texts);
        if (!problems.isEmpty()) {
            throw RequestException.of(problems);
        }
        return new DataOptions(
                path.orElseThrow(),
                label,
                classes.map(on -> on ? LabelKind.CLASSES : LabelKind.VALUES).orElse(LabelKind.AUTO),
                test,
                Share.NONE,
                missing.orElse(MissingRule.ERROR),
                rows,
                noise.orElse(0.0),
                standardize,
                categorical.orElse(List.of()),
                ignore.orElse(List.of()));
    }

    private void requireKnown(Object key) {
        String name = String.valueOf(key);
        if (!KEYS.contains(name)) {
            problems.add("data: no option is called %s.%s Options: %s."
                    .formatted(
                            Printable.quoted(name),
                            Suggestion.nearest(name, KEYS)
                                    .map(near -> " Nearest: " + near + ".")
                                    .orElse(""),
                            String.join(", ", KEYS)));
        }
    }

    /** The value under this key; empty if there is none, or if {@code read} finds it unfit, which is then a problem. */
    private <T> Optional<T> get(Map<?, ?> map, String key, String allowed, Function<Object, Optional<T>> read) {
        if (!map.containsKey(key)) {
            return Optional.empty();
        }
        Object value = map.get(key);
        Optional<T> result = value == null ? Optional.empty() : read.apply(value);
        if (result.isEmpty()) {
            problems.add("data: %s must be %s, not %s.".formatted(key, allowed, shown(value)));
        }
        return result;
    }

    private static String shown(Object value) {
        return value == null ? "empty" : Printable.quoted(String.valueOf(value));
    }

    private static String missingRules() {
        return Arrays.stream(MissingRule.values()).map(MissingRule::text).collect(Collectors.joining(", "));
    }

    private Optional<String> text(Object value) {
        boolean simple = value instanceof String || value instanceof Number || value instanceof Boolean;
        return Optional.of(String.valueOf(value).strip()).filter(text -> simple && !text.isEmpty());
    }

    private Optional<List<String>> texts(Object value) {
        if (!(value instanceof List<?> list)) {
            return text(value).map(List::of);
        }
        List<String> texts = list.stream()
                .filter(item -> item != null)
                .flatMap(item -> text(item).stream())
                .toList();
        return Optional.of(texts).filter(all -> all.size() == list.size());
    }

    private Optional<Boolean> truth(Object value) {
        return switch (String.valueOf(value)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Optional<Double> number(Object value) {
        return Optional.of(Cell.number(String.valueOf(value).strip())).filter(Double::isFinite);
    }

    private Optional<Integer> count(Object value) {
        return number(value)
                .filter(count -> count == Math.rint(count) && count >= 1 && count <= Integer.MAX_VALUE)
                .map(Double::intValue);
    }

    private Optional<Double> fraction(Object value) {
        return number(value).filter(fraction -> fraction >= 0 && fraction <= 1);
    }

    private Optional<Share> share(Object value) {
        return number(value).flatMap(Share::from);
    }

    private Optional<MissingRule> missing(Object value) {
        return Arrays.stream(MissingRule.values())
                .filter(rule -> rule.text().equals(value))
                .findFirst();
    }
}

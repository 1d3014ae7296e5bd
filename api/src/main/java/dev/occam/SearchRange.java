package dev.occam;

import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import dev.occam.plugin.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A key of a spec and the values that a search may give it. */
public sealed interface SearchRange {
    /** The key, as {@link Setting#path} names it. */
    String path();

    /** What {@link #of} reads. */
    default String text() {
        if (this instanceof Choices choices) {
            return path() + "=choice:" + String.join(",", choices.values());
        }
        if (this instanceof Logarithmic log) {
            return path() + "=log:" + Require.text(log.low()) + ".." + Require.text(log.high());
        }
        Linear linear = (Linear) this;
        return path() + "=lin:" + Require.text(linear.low()) + ".." + Require.text(linear.high());
    }

    /**
     * Numbers whose logarithms are spread evenly.
     *
     * @param low above 0
     * @param high above low, finite
     */
    record Logarithmic(String path, double low, double high) implements SearchRange {
        public Logarithmic {
            requirePath(path);
            if (!(low > 0 && low < high && high < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a logarithmic range must go from a number above 0 to a larger one, not from %s to %s"
                                .formatted(low, high));
            }
        }
    }

    /**
     * Numbers that are spread evenly.
     *
     * @param low finite
     * @param high above low, finite
     */
    record Linear(String path, double low, double high) implements SearchRange {
        public Linear {
            requirePath(path);
            if (!(low < high && Double.isFinite(low) && Double.isFinite(high) && Double.isFinite(high - low))) {
                throw new IllegalArgumentException(
                        "a linear range must go from a number to a larger one, not from %s to %s".formatted(low, high));
            }
        }
    }

    /**
     * These values.
     *
     * @param values as YAML, at least two, none twice
     */
    record Choices(String path, List<String> values) implements SearchRange {
        public Choices {
            requirePath(path);
            values = List.copyOf(values);
            if (values.size() < 2) {
                throw new IllegalArgumentException(
                        "a choice needs at least two values, not %d".formatted(values.size()));
            }
            for (String value : values) {
                if (value.isBlank()) {
                    throw new IllegalArgumentException("a choice must not have empty values");
                }
                if (values.indexOf(value) != values.lastIndexOf(value)) {
                    throw new IllegalArgumentException("a choice must not have a value twice: " + value);
                }
            }
        }
    }

    /**
     * Reads {@code regularizers.l2.lambda=log:1e-6..1e0}, {@code regularizers.dropout.drop=lin:0..0.8} or
     * {@code model.0.dense.units=choice:16,32,64}.
     *
     * @throws RequestException if it is not of one of these forms
     */
    static SearchRange of(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':', equals + 1);
        if (equals < 1 || text.substring(0, equals).isBlank()) {
            throw refuse(text, "a key and its values are joined by =");
        }
        String path = text.substring(0, equals).strip();
        String scale =
                colon < 0 ? "" : text.substring(equals + 1, colon).strip().toLowerCase(Locale.ROOT);
        String values = text.substring(colon + 1).strip();
        try {
            return switch (scale) {
                case "log" -> {
                    double[] ends = ends(text, values);
                    yield new Logarithmic(path, ends[0], ends[1]);
                }
                case "lin" -> {
                    double[] ends = ends(text, values);
                    yield new Linear(path, ends[0], ends[1]);
                }
                case "choice" ->
                    new Choices(
                            path,
                            Arrays.stream(values.split(",", -1))
                                    .map(String::strip)
                                    .toList());
                default ->
                    throw refuse(
                            text,
                            "the values must begin with log:, lin: or choice:"
                                    + Suggestion.nearest(scale, List.of("log", "lin", "choice"))
                                            .map(near -> ", perhaps " + near + ":")
                                            .orElse(""));
            };
        } catch (IllegalArgumentException e) {
            throw refuse(text, e.getMessage());
        }
    }

    private static double[] ends(String text, String values) {
        int dots = values.indexOf("..");
        if (dots < 0) {
            throw refuse(text, "the two ends of a range are joined by ..");
        }
        return new double[] {number(text, values.substring(0, dots)), number(text, values.substring(dots + 2))};
    }

    private static double number(String text, String value) {
        String plain = value.strip();
        if (!plain.matches("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,4})?")) {
            throw refuse(text, "%s is no number".formatted(shown(plain)));
        }
        return Double.parseDouble(plain);
    }

    private static RequestException refuse(String text, String problem) {
        return new RequestException(
                "--over %s: %s.\n  For instance --over regularizers.decoupled-decay.lambda=log:1e-6..1e0"
                        .formatted(shown(text), shown(problem)));
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
        return printable.length() <= 120 ? printable : printable.substring(0, 120) + "...";
    }

    private static void requirePath(String path) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("a range needs a key");
        }
    }
}

package dev.occam.engine.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What plain values mean: numbers as people write them ({@code 1e-5} too, which YAML 1.1 takes for a text),
 * {@code true} and {@code false}; everything else is text, {@code on} and {@code no} included.
 */
final class Values {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,19}");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,4})?");

    private Values() {}

    /** Texts, Integers, Longs, Doubles, Booleans, and lists and maps of them; an empty value is the empty text. */
    static Object of(SpecNode node) {
        if (node instanceof SpecNode.Scalar scalar) {
            return of(scalar);
        }
        if (node instanceof SpecNode.Sequence sequence) {
            List<Object> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(of(item)));
            return items;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        ((SpecNode.Mapping) node).entries().forEach(entry -> map.put(entry.key(), of(entry.value())));
        return map;
    }

    static Object of(SpecNode.Scalar scalar) {
        if (scalar.quoted() || scalar.isEmpty()) {
            return scalar.quoted() ? scalar.text() : "";
        }
        return ofPlain(scalar.text());
    }

    /** What a text means that stands without quotes. */
    static Object ofPlain(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            case ".inf", "+.inf", "inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-.inf", "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            case ".nan", "NaN" -> Double.NaN;
            default -> number(text);
        };
    }

    private static Object number(String text) {
        if (WHOLE.matcher(text).matches()) {
            try {
                long value = Long.parseLong(text);
                if (value == (int) value) {
                    return (int) value;
                }
                return value;
            } catch (NumberFormatException beyondLong) {
                return Double.parseDouble(text);
            }
        }
        return NUMBER.matcher(text).matches() ? (Object) Double.parseDouble(text) : text;
    }
}

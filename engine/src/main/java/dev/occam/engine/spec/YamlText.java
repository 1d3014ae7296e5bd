package dev.occam.engine.spec;

import dev.occam.plugin.Require;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes values on one line of YAML. */
final class YamlText {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./+-]*");
    private static final Set<String> NOT_TEXT =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "infinity", "nan");

    private YamlText() {}

    static void append(StringBuilder yaml, Object value) {
        if (value instanceof Map<?, ?> map) {
            appendMap(yaml, map);
            return;
        }
        if (value instanceof List<?> list) {
            yaml.append('[');
            for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
                append(yaml, items.next());
                yaml.append(items.hasNext() ? ", " : "");
            }
            yaml.append(']');
            return;
        }
        if (value instanceof Double number) {
            yaml.append(number(number));
            return;
        }
        yaml.append(value instanceof String text ? text(text) : String.valueOf(value));
    }

    /** An entry of a list, where a group needs no braces if it has one key. */
    static void appendItem(StringBuilder yaml, Object value) {
        if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
            append(yaml, value);
            return;
        }
        map.forEach((key, inner) -> {
            yaml.append(text(String.valueOf(key))).append(": ");
            append(yaml, inner);
        });
    }

    private static void appendMap(StringBuilder yaml, Map<?, ?> map) {
        yaml.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            // As a key, "on" is what the reader expects; other readers of YAML 1.1 must not take it for a truth.
            yaml.append(text(String.valueOf(entry.getKey()))).append(": ");
            append(yaml, entry.getValue());
            yaml.append(entries.hasNext() ? ", " : "");
        }
        yaml.append('}');
    }

    private static String number(double value) {
        if (Double.isFinite(value)) {
            return Require.text(value);
        }
        return Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
    }

    private static String text(String text) {
        if (WORD.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"', '\\' -> quoted.append('\\').append(letter);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean plain = letter >= ' ' && letter < 0x7f || letter >= 0xa0 && letter < 0xd800;
                    quoted.append(plain ? String.valueOf(letter) : "\\u%04x".formatted((int) letter));
                }
            }
        }
        return quoted.append('"').toString();
    }
}

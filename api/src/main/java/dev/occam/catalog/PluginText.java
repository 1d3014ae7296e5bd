package dev.occam.catalog;

import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The short form of plugins on the command line. It becomes what the same plugin would be in a spec file:
 *
 * <pre>
 * relu                              relu
 * adam:lr=1e-3,beta1=0.8            {adam: {lr: 1e-3, beta1: 0.8}}
 * dense:128                         {dense: 128}, the first option of a layer
 * dense:128;bias=false              {dense: {"": 128, bias: false}}
 * linear-warmup:epochs=5,then=[step:every=10,gamma=0.5]
 * dense:128,relu,residual:[dense:128,relu],dense:10      (a list)
 * </pre>
 *
 * <p>In a single plugin ',' and ';' both separate options. In a list ',' separates plugins and ';' options. Nothing
 * separates within brackets, which hold a plugin or a list as the value of an option.
 */
public final class PluginText {
    /** The name under which an option stands that was given without one. */
    static final String FIRST = "";

    private PluginText() {}

    /**
     * One plugin: its name, {@code {name: value}} or {@code {name: {option: value}}}; values stay text.
     *
     * @throws RequestException if the text has another form
     */
    public static Object parse(String text) {
        return parse(text, ",;");
    }

    /**
     * Several plugins, such as the layers of a model; brackets around them all may be left out.
     *
     * @throws RequestException if the text has another form
     */
    public static List<Object> parseList(String text) {
        return split(withoutBrackets(text), ",").stream()
                .map(part -> parse(part, ";"))
                .toList();
    }

    private static Object parse(String text, String separators) {
        String plugin = withoutBrackets(text);
        int colon = plugin.indexOf(':');
        String name = (colon < 0 ? plugin : plugin.substring(0, colon)).trim();
        if (name.isEmpty()) {
            throw new RequestException("\"%s\" names no plugin: write name or name:option=value".formatted(text));
        }
        if (colon < 0) {
            return name;
        }
        Map<String, Object> options = new LinkedHashMap<>();
        for (String part : split(plugin.substring(colon + 1), separators)) {
            int equals = part.indexOf('=');
            int bracket = part.indexOf('[');
            boolean named = equals >= 0 && (bracket < 0 || equals < bracket);
            String option = named ? part.substring(0, equals).trim() : FIRST;
            String value = part.substring(named ? equals + 1 : 0).trim();
            if ((named && option.isEmpty()) || value.isEmpty()) {
                throw new RequestException("\"%s\": \"%s\" is not of the form option=value".formatted(text, part));
            }
            if (!named && !options.isEmpty()) {
                throw new RequestException(
                        "\"%s\": only the first option may lack its name, not \"%s\"".formatted(text, part));
            }
            if (options.put(option, value) != null) {
                throw new RequestException("\"%s\" gives the option \"%s\" twice".formatted(text, option));
            }
        }
        return Map.of(name, options.size() == 1 && options.containsKey(FIRST) ? options.get(FIRST) : options);
    }

    /** The parts between these separators, those in brackets aside. */
    private static List<String> split(String text, String separators) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            depth += letter == '[' ? 1 : letter == ']' ? -1 : 0;
            if (depth < 0) {
                break;
            }
            if (depth == 0 && separators.indexOf(letter) >= 0) {
                parts.add(text.substring(start, at).trim());
                start = at + 1;
            }
        }
        if (depth != 0) {
            throw new RequestException("\"%s\": the brackets do not match".formatted(text));
        }
        parts.add(text.substring(start).trim());
        return parts;
    }

    private static String withoutBrackets(String text) {
        String trimmed = text.trim();
        if (!trimmed.startsWith("[") || !trimmed.endsWith("]")) {
            return trimmed;
        }
        int depth = 0;
        for (int at = 0; at < trimmed.length() - 1; at++) {
            depth += trimmed.charAt(at) == '[' ? 1 : trimmed.charAt(at) == ']' ? -1 : 0;
            if (depth == 0) {
                return trimmed;
            }
        }
        return trimmed.substring(1, trimmed.length() - 1).trim();
    }
}

package dev.occam.engine.tune;

import dev.occam.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values for the searched keys.
 *
 * @param number from 1, in the order of the search
 * @param values by key
 */
record Point(int number, Map<String, String> values) {
    Point {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    List<Setting> settings() {
        return values.entrySet().stream()
                .map(each -> new Setting(each.getKey(), each.getValue(), "--over " + each.getKey()))
                .toList();
    }

    /** {@code lambda=0.01, drop=0.2}. */
    String text() {
        return text(values);
    }

    static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> shortName(each.getKey(), values.keySet()) + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The last word of a key, where that says which key is meant; else the whole key. */
    private static String shortName(String path, Iterable<String> all) {
        String last = last(path);
        int same = 0;
        for (String other : all) {
            same += last(other).equals(last) ? 1 : 0;
        }
        return same == 1 ? last : path;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}

package dev.occam.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What users may know of one option of a plugin.
 *
 * @param name what they write: the record component's name in kebab case
 * @param type what values there are: {@code number}, {@code whole number}, {@code true or false}, {@code text},
 *     {@code one of a, b}, {@code schedule}, {@code list of layers}
 * @param standard the default, as a spec would hold it: a number, a Boolean, a String, a List or a Map
 * @param choices the values there are, where they can be counted; else empty
 * @param unit what a number counts; may be empty
 * @param sentence what it does; may be empty
 * @param complement another option's name that gives 1 − this one
 */
public record Option(
        String name,
        String type,
        Object standard,
        List<String> choices,
        String unit,
        String sentence,
        Optional<String> complement) {
    public Option {
        choices = List.copyOf(choices);
    }
}

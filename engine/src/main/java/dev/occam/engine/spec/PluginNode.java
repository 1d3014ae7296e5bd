package dev.occam.engine.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plugin as a spec names it.
 *
 * @param name of the plugin, as written
 * @param options what is given to the plugin
 * @param extras keys among the options that say where the plugin goes and are not the plugin's
 * @param place of the name
 */
record PluginNode(String name, SpecNode options, Map<String, SpecNode.Entry> extras, Place place) {
    /**
     * From {@code name}, {@code name: value} or {@code name: {option: value}}.
     *
     * @param what messages call the place in the spec: {@code optimizer}
     * @param reserved the keys that become extras
     */
    static Optional<PluginNode> of(String what, SpecNode node, Set<String> reserved, Problems problems) {
        if (node instanceof SpecNode.Scalar scalar && !scalar.isEmpty()) {
            return Optional.of(new PluginNode(
                    scalar.text(), new SpecNode.Scalar("", false, scalar.place()), Map.of(), scalar.place()));
        }
        if (!(node instanceof SpecNode.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.add(node.place(), "%s must be a name or name: {options}, not %s.".formatted(what, node.shown()));
            return Optional.empty();
        }
        SpecNode.Entry first = mapping.entries().get(0);
        if (mapping.entries().size() > 1) {
            problems.add(
                    mapping.entries().get(1).place(),
                    "%s names several plugins: %s. Options go below the plugin's name: %s: {option: value}."
                            .formatted(what, Shown.plain(String.join(", ", mapping.keys())), Shown.plain(first.key())));
            return Optional.empty();
        }
        return Optional.of(separate(first, reserved));
    }

    private static PluginNode separate(SpecNode.Entry plugin, Set<String> reserved) {
        if (!(plugin.value() instanceof SpecNode.Mapping mapping)) {
            return new PluginNode(plugin.key(), plugin.value(), Map.of(), plugin.place());
        }
        Map<String, SpecNode.Entry> extras = new LinkedHashMap<>();
        List<SpecNode.Entry> options = new ArrayList<>();
        for (SpecNode.Entry entry : mapping.entries()) {
            if (reserved.contains(entry.key())) {
                extras.put(entry.key(), entry);
            } else {
                options.add(entry);
            }
        }
        return new PluginNode(plugin.key(), new SpecNode.Mapping(options, mapping.place()), extras, plugin.place());
    }

    /** What the catalog is asked for: the name, or {@code {name: options}}. */
    Object wanted() {
        Object given = Values.of(options);
        boolean none = given.equals("") || given.equals(Map.of());
        return none ? name : Map.of(name, given);
    }

    /** Where an option that a message speaks of was written; the plugin's place if that is not clear. */
    Place placeOf(String message) {
        if (!(options instanceof SpecNode.Mapping mapping)) {
            return place;
        }
        return mapping.entries().stream()
                .filter(entry -> !entry.key().isEmpty() && speaksOf(message, entry.key()))
                .findFirst()
                .map(SpecNode.Entry::place)
                .orElse(place);
    }

    private static boolean speaksOf(String message, String option) {
        return message.contains(": " + option + " ")
                || message.contains(": " + option + ": ")
                || message.contains("\"" + option + "\"")
                || message.contains("(" + option + "=");
    }
}

package dev.occam.engine.spec;

import dev.occam.Choice;
import dev.occam.catalog.Option;
import dev.occam.catalog.OptionSchema;
import dev.occam.catalog.PluginResolver;
import dev.occam.error.RequestException;
import dev.occam.plugin.Plugin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads plugins of a spec: asks the catalog for them, and keeps the options that differ from the defaults. */
final class PluginReader {
    private final PluginResolver catalog;
    private final Problems problems;

    PluginReader(PluginResolver catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** The plugin itself; empty where it cannot be had, which is then a problem. */
    <P extends Plugin> Optional<P> create(Class<P> kind, PluginNode node) {
        try {
            return Optional.of(catalog.create(kind, node.wanted()));
        } catch (RequestException e) {
            problems.addAll(e, node::placeOf);
        } catch (IllegalArgumentException e) {
            problems.add(node.place(), Shown.line(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /** The choice that a spec keeps: the name as the user wrote it, with the options that differ from the defaults. */
    static <P extends Plugin> Choice<P> choice(String name, P plugin) {
        Map<String, Object> given = new LinkedHashMap<>(OptionSchema.values(plugin));
        for (Option option : OptionSchema.of(plugin.getClass()).options()) {
            given.remove(option.name(), option.standard());
        }
        return Choice.of(name, given);
    }
}

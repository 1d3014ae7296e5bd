package dev.occam;

import dev.occam.plugin.Plugin;
import java.util.Map;

/**
 * Which plugin is wanted: by name with options, or an instance.
 *
 * @param <P> the kind of plugin
 */
public sealed interface Choice<P extends Plugin> {
    /** A plugin by name, or by full class name, with the options that differ from the defaults. */
    record Named<P extends Plugin>(String name, Map<String, Object> options) implements Choice<P> {
        public Named {
            options = Map.copyOf(options);
        }
    }

    /** This very plugin. */
    record Given<P extends Plugin>(P plugin) implements Choice<P> {}

    /** By name, with defaults. */
    static <P extends Plugin> Choice<P> of(String name) {
        return new Named<>(name, Map.of());
    }

    /** By name, with options. */
    static <P extends Plugin> Choice<P> of(String name, Map<String, Object> options) {
        return new Named<>(name, options);
    }

    /** This very plugin. */
    static <P extends Plugin> Choice<P> of(P plugin) {
        return new Given<>(plugin);
    }
}

package dev.occam.catalog;

import dev.occam.plugin.Plugin;

/** Makes the plugins that are options of other plugins. */
public interface PluginResolver {
    /**
     * The plugin of this kind that a spec asks for.
     *
     * @param spec a name, a text such as {@code step:every=10}, or a map {@code {name: {options}}}
     * @throws dev.occam.error.RequestException with all that is wrong about it
     */
    <P extends Plugin> P create(Class<P> kind, Object spec);
}

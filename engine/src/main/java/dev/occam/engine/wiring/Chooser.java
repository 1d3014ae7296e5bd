package dev.occam.engine.wiring;

import dev.occam.Choice;
import dev.occam.catalog.PluginCatalog;
import dev.occam.error.RequestException;
import dev.occam.plugin.Plugin;
import java.util.List;
import java.util.Optional;

/** Makes the plugins of a spec, and collects what is wrong instead of stopping at the first. */
final class Chooser {
    private final PluginCatalog catalog;
    private final List<String> problems;

    Chooser(PluginCatalog catalog, List<String> problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    <P extends Plugin> Optional<P> choose(Class<P> kind, Choice<P> choice) {
        if (choice instanceof Choice.Given<P> given) {
            return Optional.of(given.plugin());
        }
        Choice.Named<P> named = (Choice.Named<P>) choice;
        try {
            return Optional.of(catalog.create(kind, named.name(), named.options()));
        } catch (RequestException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }
}

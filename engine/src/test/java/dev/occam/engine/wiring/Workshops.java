package dev.occam.engine.wiring;

import dev.occam.catalog.PluginCatalog;
import dev.occam.engine.report.RunPage;
import dev.occam.engine.spec.SpecFiles;
import dev.occam.engine.tune.Workshop;
import java.util.List;

/** The engine's own workshop, for tests of other packages. */
public final class Workshops {
    private Workshops() {}

    public static Workshop real() {
        PluginCatalog catalog = PluginCatalog.find(List.of());
        return new EngineWorkshop(
                new OccamEngine(catalog, new RunPage()),
                catalog,
                new SpecFiles(catalog),
                new BackendSelection(catalog));
    }
}

package dev.occam.engine.wiring;

import com.google.auto.service.AutoService;
import dev.occam.Engine;
import dev.occam.EngineProvider;
import dev.occam.catalog.PluginCatalog;
import dev.occam.engine.report.RunPage;
import java.nio.file.Path;
import java.util.List;

/** Makes engines; found as a service. */
@AutoService(EngineProvider.class)
public final class OccamEngineProvider implements EngineProvider {
    @Override
    public Engine create(List<Path> pluginFolders) {
        return new OccamEngine(PluginCatalog.find(pluginFolders), new RunPage());
    }
}

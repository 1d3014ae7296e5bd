package dev.occam;

import java.nio.file.Path;
import java.util.List;

/** Makes an {@link Engine}; registered as a service by the engine module. */
public interface EngineProvider {
    /** An engine that finds plugins on the class path and in these folders. */
    Engine create(List<Path> pluginFolders);
}

package dev.occam;

import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** The way in: finds the engine that is on the class path at run time. */
public final class Occam {
    private Occam() {}

    /** An engine with the plugins of the class path. */
    public static Engine engine() {
        return engine(List.of());
    }

    /**
     * An engine with the plugins of the class path and of these folders.
     *
     * @throws RequestException if no engine is on the class path
     */
    public static Engine engine(List<Path> pluginFolders) {
        return ServiceLoader.load(EngineProvider.class, Occam.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new RequestException("No engine is on the class path. Add the artifact"
                        + " dev.occam:occam-engine and a backend such as dev.occam:occam-backend-cpu at run time."))
                .create(pluginFolders);
    }
}

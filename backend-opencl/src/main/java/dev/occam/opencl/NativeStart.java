package dev.occam.opencl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What surrounds the loading of drivers: variables are set before, signal handlers are put back after. */
final class NativeStart implements AutoCloseable {
    private final Optional<SignalHandlers> handlers;

    private NativeStart(Optional<SignalHandlers> handlers) {
        this.handlers = handlers;
    }

    static NativeStart begin() {
        Optional<Libc> libc = Libc.load();
        libc.ifPresent(present -> variables().forEach(present::setDefault));
        return new NativeStart(libc.map(SignalHandlers::save));
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new java.util.TreeMap<>(NvidiaLibrary.variables());
        if (System.getenv("POCL_CACHE_DIR") == null) {
            Path folder = CacheFolder.of("pocl");
            try {
                // PoCL does not make it.
                Files.createDirectories(folder);
                variables.put("POCL_CACHE_DIR", folder.toString());
            } catch (IOException readOnly) {
                return variables;
            }
        }
        return variables;
    }

    @Override
    public void close() {
        handlers.ifPresent(SignalHandlers::restore);
    }
}

package dev.occam.opencl;

import java.nio.file.Path;

/** Where what can be made again is kept for the next run. */
final class CacheFolder {
    private CacheFolder() {}

    /** {@code $XDG_CACHE_HOME/occam/NAME}, by default under {@code ~/.cache}. It may not exist. */
    static Path of(String name) {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root = cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(cache);
        return root.resolve("occam").resolve(name);
    }
}

package dev.occam.catalog;

import java.util.Set;

/** What plugins of a folder see of the program that loads them: the JDK and the packages of the api. */
final class HostLoader extends ClassLoader {
    /** All packages of the api. */
    static final Set<String> API = Set.of(
            "dev.occam",
            "dev.occam.catalog",
            "dev.occam.data",
            "dev.occam.device",
            "dev.occam.error",
            "dev.occam.plugin",
            "dev.occam.tensor");

    private final ClassLoader api = HostLoader.class.getClassLoader();

    HostLoader() {
        super("occam-api", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        if (dot > 0 && API.contains(name.substring(0, dot))) {
            return api.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}

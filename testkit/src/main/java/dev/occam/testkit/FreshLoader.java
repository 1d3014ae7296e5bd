package dev.occam.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.CodeSource;

/** Loads the classes of one jar or folder anew, so that their static initializers run again. */
final class FreshLoader extends ClassLoader {
    private final String place;

    private FreshLoader(ClassLoader parent, String place) {
        super(parent);
        this.place = place;
    }

    /** The same class, not yet initialized. */
    static Class<?> load(Class<?> type) throws ClassNotFoundException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return type;
        }
        return new FreshLoader(type.getClassLoader(), source.getLocation().toString()).loadClass(type.getName());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            String file = name.replace('.', '/') + ".class";
            URL resource = getParent().getResource(file);
            if (resource == null || !isInPlace(resource)) {
                return super.loadClass(name, resolve);
            }
            byte[] bytes = read(resource);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private boolean isInPlace(URL resource) {
        return resource.toString().startsWith(place) || resource.toString().startsWith("jar:" + place + "!");
    }

    private static byte[] read(URL resource) {
        try (InputStream in = resource.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read: " + e.getMessage(), e);
        }
    }
}

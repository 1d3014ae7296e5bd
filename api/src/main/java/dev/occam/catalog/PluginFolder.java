package dev.occam.catalog;

import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A folder of plugins: each jar, and each sub-folder with its jars, has a class loader of its own. */
final class PluginFolder {
    /**
     * What one class loader serves.
     *
     * @param refusal why its plugins must not be used; empty if they may
     */
    record Unit(URLClassLoader loader, Optional<String> refusal) {}

    private final List<Unit> units = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    PluginFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new RequestException("There is no plugin folder \"%s\".".formatted(folder));
        }
        for (Path child : children(folder)) {
            if (Files.isDirectory(child)) {
                add(child, children(child).stream().filter(PluginFolder::isJar).toList());
            }
            if (isJar(child)) {
                add(child, List.of(child));
            }
        }
    }

    List<Unit> units() {
        return units;
    }

    /** A line for each jar that cannot be read. */
    List<String> unreadable() {
        return unreadable;
    }

    private void add(Path owner, List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        Optional<String> refusal = Optional.empty();
        for (Path jar : jars) {
            try {
                refusal = refusal.or(() -> bundledApi(jar));
                urls.add(jar.toUri().toURL());
            } catch (UncheckedIOException | MalformedURLException e) {
                unreadable.add("%s: it cannot be read as a jar: %s".formatted(jar, e.getMessage()));
            }
        }
        if (!urls.isEmpty()) {
            String name = String.valueOf(owner.getFileName());
            units.add(new Unit(new URLClassLoader(name, urls.toArray(URL[]::new), new HostLoader()), refusal));
        }
    }

    private static Optional<String> bundledApi(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(PluginFolder::isApiClass)
                    .sorted()
                    .findFirst()
                    .map(entry -> "%s bundles classes of the api (%s); use provided scope for it"
                            .formatted(jar.getFileName(), entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static boolean isApiClass(String entry) {
        int slash = entry.lastIndexOf('/');
        return entry.endsWith(".class")
                && slash > 0
                && HostLoader.API.contains(entry.substring(0, slash).replace('/', '.'));
    }

    private static boolean isJar(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(".jar");
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new RequestException(
                    "The plugin folder \"%s\" cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }
}

package dev.occam.catalog;

import dev.occam.plugin.Plugin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;

/**
 * Finds the plugins of one class loader. What does not load becomes a broken entry: {@link ServiceLoader} says which
 * classes do load, the service files say which should.
 */
final class Discovery {
    private final ClassLoader loader;
    private final Optional<String> refusal;

    /** @param refusal why nothing of this loader may be used */
    Discovery(ClassLoader loader, Optional<String> refusal) {
        this.loader = loader;
        this.refusal = refusal;
    }

    List<PluginEntry> find(PluginKind kind) {
        Map<String, Origin> declared = declared(kind);
        List<PluginEntry> entries = new ArrayList<>();
        Map<String, ServiceLoader.Provider<? extends Plugin>> providers = new LinkedHashMap<>();
        if (refusal.isEmpty()) {
            providers.putAll(providers(kind.type()));
        }
        declared.forEach((className, origin) -> {
            Optional<String> obstacle = refusal.or(() -> wrongVersion(origin));
            ServiceLoader.Provider<? extends Plugin> provider = providers.remove(className);
            if (obstacle.isPresent()) {
                entries.add(new PluginEntry.Broken(kind, className, origin, obstacle.get()));
            } else if (provider == null) {
                entries.add(new PluginEntry.Broken(kind, className, origin, whyNotLoaded(kind, className)));
            } else {
                entries.add(load(kind, provider, origin));
            }
        });
        providers.values().forEach(provider -> entries.add(load(kind, provider, Origin.of(provider.type()))));
        return entries;
    }

    private static PluginEntry load(PluginKind kind, ServiceLoader.Provider<? extends Plugin> provider, Origin origin) {
        try {
            Plugin plugin = provider.get();
            return new PluginEntry.Usable(kind, plugin.name(), OptionSchema.of(plugin.getClass()), origin);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            return new PluginEntry.Broken(kind, provider.type().getName(), origin, cause(e));
        }
    }

    /** The providers that load, by class name. */
    private <P extends Plugin> Map<String, ServiceLoader.Provider<P>> providers(Class<P> type) {
        Map<String, ServiceLoader.Provider<P>> providers = new LinkedHashMap<>();
        Spliterator<ServiceLoader.Provider<P>> remaining =
                ServiceLoader.load(type, loader).stream().spliterator();
        String lastError = "";
        while (true) {
            try {
                if (!remaining.tryAdvance(
                        provider -> providers.put(provider.type().getName(), provider))) {
                    return providers;
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                String error = String.valueOf(e.getMessage());
                if (error.equals(lastError)) {
                    return providers; // it repeats itself instead of going on
                }
                lastError = error;
            }
        }
    }

    /** The classes that service files name, with the jars they are in. */
    private Map<String, Origin> declared(PluginKind kind) {
        String file = "META-INF/services/" + kind.type().getName();
        Map<String, Origin> declared = new LinkedHashMap<>();
        try {
            for (URL resource : Collections.list(loader.getResources(file))) {
                Origin origin = Origin.of(resource, file);
                lines(resource).forEach(className -> declared.putIfAbsent(className, origin));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("service files cannot be read: " + e.getMessage(), e);
        }
        return declared;
    }

    private static List<String> lines(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false); // a cached jar would stay open
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(Discovery::withoutComment)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).trim();
    }

    private static Optional<String> wrongVersion(Origin origin) {
        return origin.builtFor()
                .filter(version -> !version.runsOn(ApiVersion.CURRENT))
                .map(version -> "it was built for api %s, this is %s".formatted(version, ApiVersion.CURRENT));
    }

    private String whyNotLoaded(PluginKind kind, String className) {
        try {
            Class<?> type = Class.forName(className, false, loader);
            if (!kind.type().isAssignableFrom(type)) {
                return "it is no %s".formatted(kind.text());
            }
            return OptionSchema.of(type.asSubclass(kind.type())).options().isEmpty()
                    ? "its constructor is not public"
                    : "the service loader does not accept it";
        } catch (ClassNotFoundException e) {
            return "the service file names it, but there is no such class";
        } catch (LinkageError | RuntimeException e) {
            return cause(e);
        }
    }

    private static String cause(Throwable error) {
        Throwable root =
                error instanceof ServiceConfigurationError && error.getCause() != null ? error.getCause() : error;
        if (root instanceof IllegalArgumentException) {
            return String.valueOf(root.getMessage());
        }
        return "%s: %s".formatted(root.getClass().getSimpleName(), root.getMessage());
    }
}

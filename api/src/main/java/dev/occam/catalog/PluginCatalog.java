package dev.occam.catalog;

import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import dev.occam.plugin.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All plugins that there are, found on the class path and in plugin folders.
 *
 * <pre>{@code
 * PluginCatalog catalog = PluginCatalog.find(List.of());
 * Regularizer rule = catalog.create(Regularizer.class, "l1:lambda=1e-5");
 * Layer layer = catalog.create(Layer.class, Map.of("dense", Map.of("units", 128)));
 * }</pre>
 *
 * <p>Plugins are selected by name or by full class name. A plugin that does not load is an error only if it is asked for.
 * Names need not be unique as long as nobody asks for one that is not.
 */
public final class PluginCatalog implements PluginResolver, AutoCloseable {
    private static final Comparator<PluginEntry> ORDER = Comparator.comparing(PluginEntry::kind)
            .thenComparing(PluginEntry::name)
            .thenComparing(PluginEntry::className)
            .thenComparing(entry -> entry.origin().jar());

    private final List<PluginEntry> entries = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<URLClassLoader> folderLoaders = new ArrayList<>();

    private PluginCatalog() {}

    /**
     * Looks with the api's class loader, the thread's context class loader, and in these folders, where each jar and each
     * sub-folder of jars has a class loader of its own that shares nothing but the api.
     *
     * @throws RequestException if one of the folders cannot be read
     */
    public static PluginCatalog find(List<Path> folders) {
        PluginCatalog catalog = new PluginCatalog();
        List<Discovery> discoveries = new ArrayList<>();
        ClassLoader own = PluginCatalog.class.getClassLoader();
        discoveries.add(new Discovery(own, Optional.empty()));
        Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .filter(context -> context != own)
                .ifPresent(context -> discoveries.add(new Discovery(context, Optional.empty())));
        for (Path path : folders) {
            PluginFolder folder = new PluginFolder(path);
            catalog.unreadable.addAll(folder.unreadable());
            for (PluginFolder.Unit unit : folder.units()) {
                catalog.folderLoaders.add(unit.loader());
                discoveries.add(new Discovery(unit.loader(), unit.refusal()));
            }
        }
        catalog.addAll(discoveries);
        return catalog;
    }

    /** What there is, broken plugins included, by kind and name. */
    public List<PluginDescription> list() {
        return entries.stream().map(PluginDescription::of).toList();
    }

    /**
     * The plugins of any kind with this name or class name, at least one.
     *
     * @throws RequestException if there is none
     */
    public List<PluginDescription> describe(String name) {
        List<PluginEntry> found =
                entries.stream().filter(entry -> isCalled(entry, name)).toList();
        if (found.isEmpty()) {
            throw unknown("plugin", name, entries);
        }
        return found.stream().map(PluginDescription::of).toList();
    }

    /** A line for each jar in the plugin folders that cannot be read. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /**
     * The options of the plugin with this name or class name.
     *
     * @throws RequestException if there is none, if there are two, or if it did not load
     */
    public <P extends Plugin> OptionSchema<? extends P> schema(Class<P> kind, String name) {
        PluginEntry entry = entry(kindOf(kind), name);
        if (entry instanceof PluginEntry.Broken broken) {
            throw new RequestException("%s \"%s\" did not load: %s: %s."
                    .formatted(capital(broken.kind().text()), name, broken.place(), broken.cause()));
        }
        @SuppressWarnings("unchecked") // an entry's class implements the interface of its kind
        OptionSchema<? extends P> schema = (OptionSchema<? extends P>) ((PluginEntry.Usable) entry).schema();
        return schema;
    }

    /** What this plugin is and where it comes from; it need not have been found here. */
    public PluginDescription describe(Plugin plugin) {
        return entries.stream()
                .filter(entry -> entry instanceof PluginEntry.Usable usable && usable.type() == plugin.getClass())
                .findFirst()
                .map(PluginDescription::of)
                .orElseGet(() -> PluginDescription.of(new PluginEntry.Usable(
                        kindOf(plugin.getClass()),
                        plugin.name(),
                        OptionSchema.of(plugin.getClass()),
                        Origin.of(plugin.getClass()))));
    }

    /**
     * A plugin with these options.
     *
     * @throws RequestException that names all that is wrong, a line each
     */
    public <P extends Plugin> P create(Class<P> kind, String name, Map<String, ?> options) {
        return schema(kind, name).create(options, this);
    }

    /**
     * The plugin that a spec asks for.
     *
     * @param spec a name, a text as {@link PluginText} reads it, or a map {@code {name: {options}}}; for a layer, a value in
     *     place of the options is its first option
     */
    @Override
    public <P extends Plugin> P create(Class<P> kind, Object spec) {
        Object plain = spec instanceof String text ? PluginText.parse(text) : spec;
        if (plain instanceof String name) {
            return create(kind, name, Map.of());
        }
        if (plain instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            return create(kind, String.valueOf(only.getKey()), options(only.getValue()));
        }
        throw new RequestException("A %s is written as name or name: {options}, not %s"
                .formatted(kindOf(kind).text(), plain));
    }

    /**
     * The plugin as {@link #create(Class, Object)} takes it: its name, or {@code {name: {options}}} with every option. The
     * class name stands for the name where another plugin has the same.
     */
    public Object spec(Plugin plugin) {
        Map<String, Object> values = OptionSchema.values(plugin, this::spec);
        String name = selector(plugin);
        return values.isEmpty() ? name : Map.of(name, values);
    }

    /** The error for a plugin whose code does not fit the classes it met, naming its jar and both versions. */
    public static RequestException incompatible(Plugin plugin, LinkageError error) {
        Origin origin = Origin.of(plugin.getClass());
        String kind = PluginKind.of(plugin.getClass()).map(PluginKind::text).orElse("plugin");
        String place = plugin.getClass().getName() + (origin.jar().isEmpty() ? "" : ", " + origin.jar());
        String builtFor = origin.builtFor()
                .map(version -> "api " + version)
                .orElse("a version of the api that it does not state");
        return new RequestException(
                """
                %s "%s" (%s) does not fit this program: %s: %s
                  It was built for %s, this is api %s. Use a release of the plugin for this version.\
                """.formatted(
                                capital(kind),
                                Plugin.nameOf(plugin.getClass()),
                                place,
                                error.getClass().getSimpleName(),
                                error.getMessage(),
                                builtFor,
                                ApiVersion.CURRENT),
                error);
    }

    /** Lets go of the jars in plugin folders; their plugins may fail from then on. */
    @Override
    public void close() {
        for (URLClassLoader loader : folderLoaders) {
            try {
                loader.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the plugins of %s cannot be closed".formatted(loader.getName()), e);
            }
        }
    }

    private void addAll(List<Discovery> discoveries) {
        Set<Object> seen = new HashSet<>();
        for (PluginKind kind : PluginKind.values()) {
            for (Discovery discovery : discoveries) {
                for (PluginEntry entry : discovery.find(kind)) {
                    Object identity = entry instanceof PluginEntry.Usable usable ? usable.type() : entry;
                    if (seen.add(List.of(kind, identity))) {
                        entries.add(entry);
                    }
                }
            }
        }
        entries.sort(ORDER);
    }

    private PluginEntry entry(PluginKind kind, String name) {
        List<PluginEntry> ofKind =
                entries.stream().filter(entry -> entry.kind() == kind).toList();
        List<PluginEntry> found =
                ofKind.stream().filter(entry -> isCalled(entry, name)).toList();
        List<PluginEntry> usable =
                found.stream().filter(PluginEntry.Usable.class::isInstance).toList();
        if (usable.size() > 1) {
            throw new RequestException("%s %s are called \"%s\": %s. Use the full class name%s."
                    .formatted(
                            usable.size(),
                            kind.plural(),
                            name,
                            usable.stream().map(PluginEntry::place).collect(Collectors.joining(" and ")),
                            name.contains(".") ? " of one and remove the other's jar" : ""));
        }
        if (usable.size() == 1) {
            return usable.get(0);
        }
        return found.stream().findFirst().orElseThrow(() -> unknown(kind.text(), name, ofKind));
    }

    private RequestException unknown(String kind, String name, List<PluginEntry> candidates) {
        List<PluginEntry> usable =
                candidates.stream().filter(PluginEntry.Usable.class::isInstance).toList();
        StringBuilder message = new StringBuilder("No %s is called \"%s\".".formatted(kind, name));
        Suggestion.nearest(name, usable.stream().map(PluginEntry::name).toList())
                .ifPresent(
                        nearest -> message.append(" Nearest: ").append(nearest).append('.'));
        message.append(usable.stream()
                .map(PluginCatalog::shown)
                .distinct()
                .collect(Collectors.joining(", ", " Installed: ", usable.isEmpty() ? "none." : ".")));
        for (PluginEntry candidate : candidates) {
            if (candidate instanceof PluginEntry.Broken broken) {
                message.append("\n  Did not load: %s: %s.".formatted(broken.place(), broken.cause()));
            }
        }
        unreadable.forEach(
                line -> message.append("\n  Did not load: ").append(line).append('.'));
        return new RequestException(message.toString());
    }

    /** Plugins from elsewhere are shown with their jar. */
    private static String shown(PluginEntry entry) {
        boolean ours = entry.className().startsWith("dev.occam.");
        return ours || entry.origin().jar().isEmpty()
                ? entry.name()
                : "%s (%s)".formatted(entry.name(), entry.origin().jar());
    }

    private String selector(Plugin plugin) {
        PluginKind kind = kindOf(plugin.getClass());
        long namesakes = entries.stream()
                .filter(entry -> entry.kind() == kind && entry.name().equals(plugin.name()))
                .filter(PluginEntry.Usable.class::isInstance)
                .count();
        return namesakes == 1 ? plugin.name() : plugin.getClass().getName();
    }

    private static boolean isCalled(PluginEntry entry, String name) {
        return entry.name().equals(name) || entry.className().equals(name);
    }

    private static PluginKind kindOf(Class<?> type) {
        return PluginKind.of(type)
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " is not a kind of plugin"));
    }

    private static Map<String, Object> options(Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> options = new LinkedHashMap<>();
            map.forEach((option, given) -> options.put(String.valueOf(option), given));
            return options;
        }
        return Map.of(PluginText.FIRST, value);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}

package dev.occam.catalog;

import dev.occam.plugin.Plugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Builds the jar of a plugin as its author would: sources compiled against the api, a service file, a manifest. */
final class PluginJar {
    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new HashMap<>();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> services = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    PluginJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** A regularizer with this class name and a strength. */
    PluginJar regularizer(String className) {
        return regularizer(className, "");
    }

    /** The same with further members. */
    PluginJar regularizer(String className, String members) {
        int dot = className.lastIndexOf('.');
        String simple = className.substring(dot + 1);
        return service(PluginKind.REGULARIZER, className)
                .source(className, """
                        package %s;
                        public record %s(double lambda) implements dev.occam.plugin.Regularizer {
                            public %s() { this(1); }
                            %s
                        }
                        """.formatted(className.substring(0, dot), simple, simple, members));
    }

    PluginJar service(PluginKind kind, String className) {
        services.merge(kind.type().getName(), className, (a, b) -> a + "\n" + b);
        return this;
    }

    PluginJar attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** Compiled with the others but left out of the jar. */
    PluginJar without(String className) {
        left.add(className.replace('.', '/') + ".class");
        return this;
    }

    Path build(Path jar) {
        try {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (Map.Entry<String, byte[]> compiled : compiled(sources).entrySet()) {
                    if (!left.contains(compiled.getKey())) {
                        add(out, compiled.getKey(), compiled.getValue());
                    }
                }
                for (Map.Entry<String, String> service : services.entrySet()) {
                    String name = "META-INF/services/" + service.getKey();
                    add(out, name, service.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class files by name; kept, because tests ship the same plugin again and again. */
    private static Map<String, byte[]> compiled(Map<String, String> sources) throws IOException {
        if (!COMPILED.containsKey(sources)) {
            Path folder = Files.createTempDirectory("plugin");
            compile(sources, folder);
            Map<String, byte[]> classes = new LinkedHashMap<>();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    if (name.endsWith(".class")) {
                        classes.put(name, Files.readAllBytes(file));
                    }
                    Files.delete(file);
                }
            }
            COMPILED.put(Map.copyOf(sources), classes);
        }
        return COMPILED.get(sources);
    }

    private static void compile(Map<String, String> sources, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString(), "-cp", api()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.resolve("..").normalize());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        if (!sources.isEmpty()
                && ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("the plugin does not compile");
        }
    }

    private static String api() {
        try {
            return Path.of(Plugin.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}

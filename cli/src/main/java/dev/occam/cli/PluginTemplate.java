package dev.occam.cli;

import dev.occam.catalog.ApiVersion;
import dev.occam.catalog.PluginKind;
import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files of a new plugin's project. Their sources are real ones, of a plugin {@code Plain} in {@code com.example.plain}; a
 * backend's are those of the example.
 */
enum PluginTemplate {
    REGULARIZER(PluginKind.REGULARIZER, "occam train --regularizer %s --plugins target", ""),
    LAYER(PluginKind.LAYER, "occam train --model \"dense:64,%s,relu,dense:10\" --regularizer l1 --plugins target", ""),
    OPTIMIZER(PluginKind.OPTIMIZER, "occam train --optimizer %s --plugins target", ""),
    BACKEND(
            PluginKind.BACKEND,
            "occam train --backend %s --epochs 1 --plugins target",
            "",
            "Device",
            "MatMul",
            "Program");

    private static final String FOLDER = "new-plugin/";

    private final PluginKind kind;
    private final String use;
    private final List<String> sources;

    PluginTemplate(PluginKind kind, String use, String... sources) {
        this.kind = kind;
        this.use = use;
        this.sources = List.of(sources);
    }

    /** The template that a user names. */
    static PluginTemplate of(String kind) {
        List<String> kinds = Arrays.stream(values()).map(PluginTemplate::text).toList();
        return Arrays.stream(values())
                .filter(template -> template.text().equals(kind))
                .findFirst()
                .orElseThrow(() -> new RequestException("There is no template of the kind \"%s\".%s%n  Kinds: %s."
                        .formatted(
                                Text.line(kind),
                                Suggestion.nearest(kind, kinds)
                                        .map(near -> " Nearest: " + near + ".")
                                        .orElse(""),
                                String.join(", ", kinds))));
    }

    PluginKind kind() {
        return kind;
    }

    String text() {
        return kind.text();
    }

    /** A command that uses the plugin, from its project's folder. */
    String use(PluginName name) {
        return use.formatted(name.text());
    }

    /** The text of each file by its path. */
    Map<String, String> files(PluginName name, String packageName) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", filled("pom.xml", name, packageName));
        files.put("README.md", filled("README.md", name, packageName));
        files.put(".gitignore", resource("gitignore"));
        String folder = "/java/" + packageName.replace('.', '/') + "/" + name.className();
        for (String source : sources) {
            files.put("src/main" + folder + source + ".java", java(source, name, packageName));
        }
        files.put("src/test" + folder + "Test.java", java("Test", name, packageName));
        return files;
    }

    private String filled(String file, PluginName name, String packageName) {
        int dot = packageName.lastIndexOf('.');
        Map<String, String> values = Map.of(
                "name", name.text(),
                "class", name.className(),
                "kind", text(),
                "group", dot < 0 ? packageName : packageName.substring(0, dot),
                "version", resource("version").strip(),
                "api", ApiVersion.CURRENT.toString(),
                "use", use(name));
        String text = resource(file);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return text;
    }

    private String java(String source, PluginName name, String packageName) {
        List<String> lines = resource(name().toLowerCase(Locale.ROOT) + "/Plain" + source + ".java")
                .lines()
                .map(line -> line.replace("com.example.plain", packageName).replaceAll("\\bPlain", name.className()))
                .toList();
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String resource(String file) {
        try (InputStream in = PluginTemplate.class.getResourceAsStream(FOLDER + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

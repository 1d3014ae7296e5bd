package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.occam.plugin.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in a folder that {@code --plugins} names, from the example's sources to a trained model. */
class PluginFolderTest {
    private static final Path HOYER = Path.of("..", "examples", "hoyer", "src", "main", "java");

    @TempDir
    private static Path built;

    private static Path hoyer;

    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    private Path plugins;

    @BeforeAll
    static void buildTheExample() throws IOException {
        JavaBuild.compile(HOYER, built.resolve("hoyer"));
        hoyer = JavaBuild.pack(built.resolve("hoyer"), built.resolve("hoyer-1.0.jar"), "0.1");
    }

    @BeforeEach
    void installTheExample() throws IOException {
        run.real = true;
        run.folder = folder;
        plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(hoyer, plugins.resolve("hoyer-1.0.jar"));
    }

    @Test
    void theExampleIsListedDescribedAndTrainedWith() throws IOException {
        assertThat(run.of("plugins", "--plugins", plugins.toString())).isZero();
        assertThat(run.out).containsPattern("hoyer +hoyer-1.0.jar +Prefers few large weights");

        assertThat(run.of("plugins", "hoyer", "--plugins", plugins.toString())).isZero();
        assertThat(run.out)
                .contains("regularizer hoyer (hoyer-1.0.jar)", "class com.example.hoyer.Hoyer")
                .containsPattern("lambda +number +1e-4");

        assertThat(train("hoyer:lambda=1e-3")).as(run.err).isZero();
        JsonNode lastEpoch = Json.MAPPER.readTree(
                Files.readAllLines(folder.resolve("run/metrics.jsonl")).get(1));
        assertThat(lastEpoch.findValue("hoyer").asDouble()).isPositive();
        assertThat(folder.resolve("run/run.json")).content().contains("hoyer-1.0.jar");
        assertThat(folder.resolve("run/spec.yaml")).content().contains("hoyer");
        assertThat(run.of("evaluate", folder.resolve("run").toString(), "--plugins", plugins.toString(), "--json"))
                .isZero();
    }

    @Test
    void refusedJarsAreListedWithTheirCauseAndTheRestWorks() throws IOException {
        Path bundling = compile("bundling", "org.acme.bundling");
        String api = Plugin.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(bundling.resolve(api).resolve("..").normalize());
        try (InputStream in = Plugin.class.getClassLoader().getResourceAsStream(api)) {
            Files.copy(in, bundling.resolve(api));
        }
        JavaBuild.pack(bundling, plugins.resolve("bundling.jar"), "0.1");
        JavaBuild.pack(compile("modern", "org.acme.modern"), plugins.resolve("modern.jar"), "0.2");
        Path missing = compile("halved", "org.acme.halved");
        Files.delete(missing.resolve("org/acme/halved/Halved.class"));
        JavaBuild.pack(missing, plugins.resolve("halved.jar"), "0.1");
        Files.writeString(plugins.resolve("torn.jar"), "PK torn", StandardCharsets.UTF_8);

        assertThat(run.of("plugins", "--plugins", plugins.toString(), "--json")).isZero();
        assertThat(cause("org.acme.bundling.Bundling"))
                .isEqualTo(
                        "bundling.jar bundles classes of the api (dev/occam/plugin/Plugin.class); use provided scope for it");
        assertThat(cause("org.acme.modern.Modern")).isEqualTo("it was built for api 0.2, this is 0.1");
        assertThat(cause("org.acme.halved.Halved")).isEqualTo("the service file names it, but there is no such class");
        assertThat(run.json().at("/unreadable/0").asText()).contains("torn.jar: it cannot be read as a jar: ");
        assertThat(cause("com.example.hoyer.Hoyer")).isEmpty();

        assertThat(run.of("plugins", "--plugins", plugins.toString())).isZero();
        assertThat(run.out.lines().map(String::strip))
                .anyMatch(line -> line.startsWith("org.acme.modern.Modern") || line.startsWith("modern"))
                .anyMatch(line -> line.startsWith("did not load: ") && line.contains("torn.jar"));

        assertThat(train("hoyer:lambda=1e-3")).as(run.err).isZero();
        assertThat(train("modern")).isEqualTo(2);
        assertThat(run.err).contains("it was built for api 0.2, this is 0.1");
    }

    @Test
    void ofTwoPluginsOfOneNameTheClassNameChooses() throws IOException {
        JavaBuild.pack(compile("hoyer", "org.acme.other"), plugins.resolve("other.jar"), "0.1");

        assertThat(run.of("plugins", "--plugins", plugins.toString())).isZero();
        assertThat(run.out).contains("hoyer-1.0.jar", "other.jar");
        assertThat(train("hoyer")).isEqualTo(2);
        assertThat(run.err).contains("com.example.hoyer.Hoyer", "hoyer-1.0.jar", "org.acme.other.Hoyer", "other.jar");
        assertThat(train("com.example.hoyer.Hoyer:lambda=1e-3")).as(run.err).isZero();
        assertThat(train("l1:lambda=1e-5")).as(run.err).isZero();
    }

    private int train(String regularizer) {
        List<String> arguments = new ArrayList<>(List.of("train", "--quiet", "--epochs", "2", "--model", "dense:10"));
        arguments.addAll(List.of("--plugins", plugins.toString(), "--regularizer", regularizer));
        arguments.addAll(List.of("--output", folder.resolve("run").toString(), "--json"));
        return run.of(arguments.toArray(String[]::new));
    }

    /** The classes of a new plugin. */
    private Path compile(String name, String packageName) throws IOException {
        Path project = folder.resolve("projects").resolve(packageName);
        new PluginProject(PluginTemplate.REGULARIZER, PluginName.of(name), packageName).write(project);
        Path classes = project.resolve("target/classes");
        JavaBuild.compile(project.resolve("src/main"), classes);
        return classes;
    }

    private String cause(String className) throws IOException {
        for (JsonNode plugin : run.json().get("plugins")) {
            if (plugin.get("class").asText().equals(className)) {
                return plugin.get("cause").asText();
            }
        }
        return "not listed";
    }
}

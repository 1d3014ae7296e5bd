package dev.occam.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostLoaderTest {
    @Test
    void everyPackageOfTheApiIsShared() throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            Set<String> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toSet());
            packages.add("dev.occam");

            assertThat(HostLoader.API).isEqualTo(packages);
        }
    }

    @Test
    void pluginsSeeTheApiOfTheHostAndNothingElseOfIt() throws ClassNotFoundException {
        HostLoader loader = new HostLoader();

        assertThat(loader.loadClass(Plugin.class.getName())).isSameAs(Plugin.class);
        assertThat(loader.loadClass("java.util.logging.Logger")).isNotNull();
        assertThatThrownBy(() -> loader.loadClass(Test.class.getName())).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource("META-INF/services/" + Plugin.class.getName()))
                .isNull();
    }
}

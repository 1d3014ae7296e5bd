package dev.occam.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Regularizer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCatalogTest {
    @TempDir
    private Path folder;

    @Test
    void aPluginInAFolderIsFoundByNameAndByClassName() {
        new PluginJar()
                .regularizer("acme.Huber")
                .attribute("Implementation-Version", "1.2")
                .build(jar("acme-huber-1.2.jar"));

        try (PluginCatalog catalog = catalog()) {
            Regularizer byName = catalog.create(Regularizer.class, "huber:lambda=0.5");
            assertThat(byName.toString()).isEqualTo("Huber[lambda=0.5]");
            assertThat(catalog.create(Regularizer.class, "acme.Huber", Map.of("lambda", 0.5)))
                    .isEqualTo(byName);
            assertThat(catalog.create(Regularizer.class, Map.of("huber", Map.of("lambda", 0.5))))
                    .isEqualTo(byName);
            assertThat(catalog.spec(byName)).isEqualTo(Map.of("huber", Map.of("lambda", 0.5)));
            assertThat(catalog.describe("huber"))
                    .singleElement()
                    .satisfies(found ->
                            assertThat(found.options()).extracting(Option::name).containsExactly("lambda"))
                    .extracting(
                            PluginDescription::kind,
                            PluginDescription::className,
                            PluginDescription::jar,
                            PluginDescription::version,
                            PluginDescription::isUsable)
                    .containsExactly(PluginKind.REGULARIZER, "acme.Huber", "acme-huber-1.2.jar", "1.2", true);
            assertThat(catalog.describe(byName))
                    .isEqualTo(catalog.describe("huber").get(0));
        }
    }

    @Test
    void aPluginOnTheClassPathIsFoundThroughTheContextLoader() throws IOException {
        Path jar = new PluginJar().regularizer("acme.Huber").build(jar("elsewhere.jar"));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader context = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(context);
            try (PluginCatalog catalog = PluginCatalog.find(List.of())) {
                assertThat(catalog.list())
                        .extracting(PluginDescription::className)
                        .containsExactly("acme.Huber");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void theJarsOfASubFolderShareAClassLoaderAndOthersDoNot() throws IOException {
        String helper = "package acme; public class Helper { public static int calls; }";
        Path suite = Files.createDirectory(folder.resolve("suite"));
        PluginJar whole =
                new PluginJar().source("acme.Helper", helper).regularizer("acme.Huber", "static { Helper.calls++; }");
        whole.without("acme.Helper").build(suite.resolve("huber.jar"));
        new PluginJar().source("acme.Helper", helper).build(suite.resolve("helper.jar"));
        new PluginJar()
                .source("acme.Helper", helper)
                .regularizer("acme.Cubic", "static { Helper.calls++; }")
                .build(jar("cubic.jar"));

        try (PluginCatalog catalog = catalog()) {
            Regularizer huber = catalog.create(Regularizer.class, "huber");
            Regularizer cubic = catalog.create(Regularizer.class, "cubic");
            assertThat(huber.getClass().getClassLoader())
                    .isNotSameAs(cubic.getClass().getClassLoader());
            assertThat(huber.getClass().getClassLoader().getName()).isEqualTo("suite");
        }
    }

    @Test
    void anUnknownNameIsToldWithTheNearestAndAllThereAre() {
        new PluginJar().regularizer("acme.L1").regularizer("acme.L2").build(jar("acme-norms-2.0.jar"));
        new PluginJar().regularizer("acme.Huber").build(jar("acme-huber-1.2.jar"));
        new PluginJar().regularizer("acme.Cubic").attribute("Occam-Api", "1.4").build(jar("acme-cubic-0.9.jar"));

        try (PluginCatalog catalog = catalog()) {
            assertThatThrownBy(() -> catalog.create(Regularizer.class, "l3"))
                    .isInstanceOf(RequestException.class)
                    .hasMessage("""
                            No regularizer is called "l3". Nearest: l2. Installed: huber (acme-huber-1.2.jar), \
                            l1 (acme-norms-2.0.jar), l2 (acme-norms-2.0.jar).
                              Did not load: acme.Cubic (acme-cubic-0.9.jar): it was built for api 1.4, this is 0.1.""");
            assertThatThrownBy(() -> catalog.create(Layer.class, "dense"))
                    .hasMessage("No layer is called \"dense\". Installed: none.");
            assertThatThrownBy(() -> catalog.describe("hubert"))
                    .hasMessageStartingWith(
                            "No plugin is called \"hubert\". Nearest: huber. Installed: huber (acme-huber-1.2.jar), l1");
        }
    }

    @Test
    void twoPluginsOfOneNameAreToldApartByClassName() {
        new PluginJar().regularizer("acme.Huber").build(jar("acme.jar"));
        new PluginJar().regularizer("zeta.Huber").build(jar("zeta.jar"));

        try (PluginCatalog catalog = catalog()) {
            assertThatThrownBy(() -> catalog.create(Regularizer.class, "huber"))
                    .isInstanceOf(RequestException.class)
                    .hasMessage("2 regularizers are called \"huber\": acme.Huber (acme.jar) and zeta.Huber (zeta.jar). "
                            + "Use the full class name.");
            Regularizer zeta = catalog.create(Regularizer.class, "zeta.Huber");
            assertThat(zeta.getClass().getName()).isEqualTo("zeta.Huber");
            assertThat(catalog.spec(zeta)).isEqualTo(Map.of("zeta.Huber", Map.of("lambda", 1.0)));
        }
    }

    @Test
    void oneClassInTwoJarsIsToldWithBothJars() {
        new PluginJar().regularizer("acme.Huber").build(jar("huber-1.jar"));
        new PluginJar().regularizer("acme.Huber").build(jar("huber-2.jar"));

        try (PluginCatalog catalog = catalog()) {
            assertThatThrownBy(() -> catalog.create(Regularizer.class, "acme.Huber"))
                    .hasMessage(
                            "2 regularizers are called \"acme.Huber\": acme.Huber (huber-1.jar) and acme.Huber (huber-2.jar). "
                                    + "Use the full class name of one and remove the other's jar.");
        }
    }

    @Test
    void aNewerApiOrAnotherMajorVersionIsRefusedAndAnOlderOneIsNot() {
        new PluginJar().regularizer("acme.Newer").attribute("Occam-Api", "0.2").build(jar("newer.jar"));
        new PluginJar().regularizer("acme.Other").attribute("Occam-Api", "1.0").build(jar("other.jar"));
        new PluginJar()
                .regularizer("acme.Older")
                .attribute("Occam-Api", "0.0.7")
                .build(jar("older.jar"));

        refused(
                "newer",
                "Regularizer \"newer\" did not load: acme.Newer (newer.jar): it was built for api 0.2, this is 0.1.");
        refused(
                "other",
                "Regularizer \"other\" did not load: acme.Other (other.jar): it was built for api 1.0, this is 0.1.");
        try (PluginCatalog catalog = catalog()) {
            assertThat(catalog.create(Regularizer.class, "older")).hasToString("Older[lambda=1.0]");
        }
    }

    @Test
    void aJarThatBundlesTheApiIsRefused() {
        new PluginJar()
                .regularizer("acme.Huber")
                .source("dev.occam.plugin.Extra", "package dev.occam.plugin; public class Extra {}")
                .build(jar("fat.jar"));

        refused(
                "huber",
                "Regularizer \"huber\" did not load: acme.Huber (fat.jar): fat.jar bundles classes of the api "
                        + "(dev/occam/plugin/Extra.class); use provided scope for it.");
    }

    @Test
    void aBrokenPluginFailsOnlyWhenItIsChosen() {
        new PluginJar().regularizer("acme.Huber").build(jar("a.jar"));
        new PluginJar()
                .source("acme.Helper", "package acme; class Helper { static int calls; }")
                .regularizer("acme.Lost", "static { Helper.calls++; }")
                .without("acme.Helper")
                .build(jar("b.jar"));
        new PluginJar().service(PluginKind.REGULARIZER, "acme.Absent").build(jar("c.jar"));
        new PluginJar()
                .service(PluginKind.REGULARIZER, "acme.Alien")
                .source("acme.Alien", "package acme; public record Alien() {}")
                .build(jar("d.jar"));
        new PluginJar()
                .service(PluginKind.REGULARIZER, "acme.Plain")
                .source("acme.Plain", "package acme; public class Plain implements dev.occam.plugin.Regularizer {}")
                .build(jar("e.jar"));
        new PluginJar()
                .service(PluginKind.REGULARIZER, "acme.Strict")
                .source("acme.Strict", """
                        package acme;
                        public record Strict(double lambda) implements dev.occam.plugin.Regularizer {
                            public Strict() { this(-1); }
                            public Strict { dev.occam.plugin.Require.finiteAtLeastZero("lambda", lambda); }
                        }
                        """)
                .build(jar("f.jar"));
        new PluginJar()
                .service(PluginKind.REGULARIZER, "acme.Orphan")
                .source("acme.Base", "package acme; public interface Base extends dev.occam.plugin.Regularizer {}")
                .source("acme.Orphan", "package acme; public record Orphan() implements Base {}")
                .without("acme.Base")
                .build(jar("g.jar"));

        try (PluginCatalog catalog = catalog()) {
            assertThat(catalog.create(Regularizer.class, "huber")).isNotNull();
            assertThat(catalog.list())
                    .filteredOn(found -> !found.isUsable())
                    .extracting(found -> found.className() + ": " + found.cause())
                    .containsExactly(
                            "acme.Absent: the service file names it, but there is no such class",
                            "acme.Alien: it is no regularizer",
                            "acme.Lost: NoClassDefFoundError: acme/Helper",
                            "acme.Orphan: NoClassDefFoundError: acme/Base",
                            "acme.Plain: a plugin must be a public record, and acme.Plain is not",
                            "acme.Strict: lambda must be a finite number >= 0 (lambda=-1)");
        }
        refused("lost", "Regularizer \"lost\" did not load: acme.Lost (b.jar): NoClassDefFoundError: acme/Helper.");
    }

    @Test
    void aDamagedJarIsNamedWhereSomethingIsMissing() throws IOException {
        Files.writeString(jar("damaged.jar"), "no zip");

        try (PluginCatalog catalog = catalog()) {
            assertThat(catalog.unreadable())
                    .singleElement()
                    .asString()
                    .contains("damaged.jar: it cannot be read as a jar: ");
            assertThatThrownBy(() -> catalog.create(Regularizer.class, "huber"))
                    .message()
                    .startsWith("No regularizer is called \"huber\". Installed: none.\n  Did not load: ")
                    .contains("damaged.jar: it cannot be read as a jar");
        }
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> PluginCatalog.find(List.of(missing)))
                .isInstanceOf(RequestException.class)
                .hasMessage("There is no plugin folder \"%s\".", missing);
    }

    @Test
    void aSpecOfAnotherFormIsRefused() {
        try (PluginCatalog catalog = PluginCatalog.find(List.of())) {
            assertThatThrownBy(() -> catalog.create(Regularizer.class, List.of("l1")))
                    .isInstanceOf(RequestException.class)
                    .hasMessage("A regularizer is written as name or name: {options}, not [l1]");
        }
    }

    @Test
    void pluginCodeThatDoesNotFitIsToldWithItsJarAndBothVersions() {
        new PluginJar().regularizer("acme.Huber").attribute("Occam-Api", "0.0").build(jar("acme-huber-1.2.jar"));
        new PluginJar().regularizer("acme.Silent").build(jar("silent.jar"));

        try (PluginCatalog catalog = catalog()) {
            LinkageError error = new NoSuchMethodError("dev.occam.tensor.Tensor.cube()");
            assertThat(PluginCatalog.incompatible(catalog.create(Regularizer.class, "huber"), error))
                    .hasCause(error)
                    .hasMessage("""
                            Regularizer "huber" (acme.Huber, acme-huber-1.2.jar) does not fit this program: \
                            NoSuchMethodError: dev.occam.tensor.Tensor.cube()
                              It was built for api 0.0, this is api 0.1. Use a release of the plugin for this version.""");
            assertThat(PluginCatalog.incompatible(catalog.create(Regularizer.class, "silent"), error))
                    .hasMessageContaining(
                            "It was built for a version of the api that it does not state, this is api 0.1.");
        }
    }

    private void refused(String name, String message) {
        try (PluginCatalog catalog = catalog()) {
            assertThatThrownBy(() -> catalog.create(Regularizer.class, name))
                    .isInstanceOf(RequestException.class)
                    .hasMessage(message);
        }
    }

    private PluginCatalog catalog() {
        return PluginCatalog.find(List.of(folder));
    }

    private Path jar(String name) {
        return folder.resolve(name);
    }
}

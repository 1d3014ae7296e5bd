package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewPluginTest {
    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    @BeforeEach
    void workInAFolder() {
        run.folder = folder;
    }

    @Test
    void aProjectIsWrittenAndTheNextCommandsAreNamed() {
        assertThat(run.of("new-plugin", "soft-hoyer")).isZero();

        Path project = folder.resolve("soft-hoyer");
        assertThat(run.out).isEqualTo("""
                The regularizer soft-hoyer is in %1$s:
                  pom.xml
                  README.md
                  .gitignore
                  src/main/java/com/example/softhoyer/SoftHoyer.java
                  src/test/java/com/example/softhoyer/SoftHoyerTest.java
                Next:
                  cd %1$s
                  mvn verify
                  occam train --regularizer soft-hoyer --plugins target
                """.formatted(project));
        assertThat(project.resolve("src/main/java/com/example/softhoyer/SoftHoyer.java"))
                .content()
                .startsWith("package com.example.softhoyer;\n")
                .contains("public record SoftHoyer(");
        assertThat(project.resolve("pom.xml"))
                .content()
                .contains("<groupId>com.example</groupId>", "<artifactId>soft-hoyer</artifactId>")
                .contains("<Occam-Api>0.1</Occam-Api>");
        assertThat(project.resolve("README.md"))
                .content()
                .contains("mvn verify", "occam plugins soft-hoyer", "occam train --regularizer soft-hoyer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"regularizer", "layer", "optimizer", "backend"})
    void noPlaceholderIsLeftAndNoLineIsTooLong(String kind) throws IOException {
        assertThat(run.of("new-plugin", "x", "--kind", kind, "--output", "p")).isZero();

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> {
                assertThat(file).content().doesNotContain("{{", "}}", "com.example.plain", "\r");
                assertThat(Files.readAllLines(file))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(128));
            });
        }
    }

    @Test
    void packageFolderAndKindCanBeChosen() throws IOException {
        run.of("new-plugin", "L1Half", "--kind", "layer", "--package", "org.acme.rules", "--output", "a/b", "--json");

        assertThat(run.json().get("name").asText()).isEqualTo("l1-half");
        assertThat(run.json().get("kind").asText()).isEqualTo("layer");
        assertThat(run.json().get("folder").asText())
                .isEqualTo(folder.resolve("a/b").toString());
        assertThat(run.json().at("/files/3").asText()).isEqualTo("src/main/java/org/acme/rules/L1Half.java");
        assertThat(folder.resolve("a/b/pom.xml")).content().contains("<groupId>org.acme</groupId>");
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path file = Files.createDirectory(folder.resolve("mine")).resolve("pom.xml");
        Files.writeString(file, "precious");

        assertThat(run.of("new-plugin", "mine")).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo(folder.resolve("mine")
                        + " is there already and not an empty folder; nothing was written.\n"
                        + "  Name another with --output.\n");
        assertThat(file).hasContent("precious");
        assertThat(folder.resolve("mine")).isDirectoryNotContaining("glob:**src");
        assertThat(run.of("new-plugin", "mine", "--output", "mine/pom.xml")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Soft-Hoyer", "softHoyer", "2norm", "soft--hoyer", "soft_hoyer", "a/b", "../x", "é"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThat(run.of("new-plugin", name)).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo("\"" + name + "\" cannot be a plugin's name.\n"
                        + "  Write small letters and digits with hyphens between, as in soft-hoyer, or SoftHoyer.\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNameThatItsClassWouldNotHaveIsRefused() {
        assertThat(run.of("new-plugin", "l-p")).isEqualTo(2);
        assertThat(run.err).isEqualTo("""
                        "l-p" cannot be a plugin's name: its class LP would be called "lp".
                          Take that name, or longer words.
                        """);
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        assertThat(run.of("new-plugin", "dropout")).isEqualTo(2);
        assertThat(run.err).isEqualTo("""
                        There is a regularizer called "dropout" already: dev.occam.regularizer.Dropout.
                          Take another name; users could not choose between two.
                        """);
        assertThat(run.of("new-plugin", "dropout", "--kind", "layer")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"tensor, Tensor, layer", "override, Override, optimizer", "load, Load, backend"})
    void aClassThatTheSourceUsesIsRefused(String name, String className, String kind) {
        assertThat(run.of("new-plugin", name, "--kind", kind)).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo("A %s cannot be called \"%s\": its source uses another class %s.\n  Take another name.\n"
                        .formatted(kind, name, className));
    }

    @Test
    void aPackageThatIsNoneIsRefused() {
        for (String name : new String[] {"org.Acme", "org..acme", "org.new", "1a"}) {
            assertThat(run.of("new-plugin", "mine", "--package", name)).isEqualTo(2);
            assertThat(run.err)
                    .isEqualTo("\"" + name + "\" cannot be a Java package.\n"
                            + "  Name one with --package, for instance org.acme.rules.\n");
        }
        assertThat(run.of("new-plugin", "switch")).isEqualTo(2);
        assertThat(run.err).startsWith("\"com.example.switch\" cannot be a Java package.");
    }

    @Test
    void anUnknownKindIsRefusedWithTheKindsThereAre() {
        assertThat(run.of("new-plugin", "mine", "--kind", "optimiser")).isEqualTo(2);
        assertThat(run.err).isEqualTo("""
                        There is no template of the kind "optimiser". Nearest: optimizer.
                          Kinds: regularizer, layer, optimizer, backend.
                        """);
    }
}

package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are what new plugins are made of, and what documents show. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @ParameterizedTest
    @CsvSource({
        "hoyer, regularizer, hoyer",
        "maxout, layer, maxout",
        "lion, optimizer, lion",
        "plain-backend, backend, plain"
    })
    void anExampleIsBuiltAsANewPluginIs(String folder, String kind, String name) {
        Map<String, String> files =
                new PluginProject(PluginTemplate.of(kind), PluginName.of(name), "com.example." + name).files();

        assertThat(EXAMPLES.resolve(folder).resolve("pom.xml")).hasContent(files.get("pom.xml"));
        if (!kind.equals("backend")) {
            assertThat(EXAMPLES.resolve(folder).resolve("README.md")).hasContent(files.get("README.md"));
        }
        assertThat(files.keySet().stream().filter(file -> file.endsWith(".java")))
                .allSatisfy(file ->
                        assertThat(EXAMPLES.resolve(folder).resolve(file)).exists());
    }

    @Test
    void theReadmeOfThePlainBackendSaysHowManyLinesItTakes() throws IOException {
        Path example = EXAMPLES.resolve("plain-backend");
        List<String> lines;
        try (Stream<Path> files = Files.walk(example.resolve("src/main"))) {
            lines = files.filter(Files::isRegularFile)
                    .flatMap(file -> read(file).lines())
                    .toList();
        }
        long code = lines.stream()
                .filter(line -> !line.matches("\\s*(import |package |//|/?\\*).*|\\s*"))
                .count();

        assertThat(read(example.resolve("README.md")).replaceAll("\\s+", " "))
                .contains("%d lines in four files, %d of them code".formatted(lines.size(), code));
    }

    /** A fence that follows a comment with a path shows some lines of that file; every Java fence has one. */
    @ParameterizedTest
    @CsvSource({"plugins.md, 7", "embedding.md, 6"})
    void codeInDocumentsIsThatOfTheExamples(String document, int expected) {
        List<String> parts = List.of(read(Path.of("..", "docs", document)).split("(?m)^```"));
        int snippets = 0;
        for (int i = 1; i < parts.size(); i += 2) {
            String fence = parts.get(i);
            if (fence.startsWith("\n")) {
                continue;
            }
            String before = parts.get(i - 1).strip();
            assertThat(before).as("before\n" + fence).endsWith(" -->").contains("<!-- ");
            String file = before.substring(before.lastIndexOf("<!-- ") + 5, before.length() - 4);
            assertThat(read(Path.of("..", file))).contains(fence.substring(fence.indexOf('\n')));
            snippets++;
        }
        assertThat(snippets).isEqualTo(expected);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

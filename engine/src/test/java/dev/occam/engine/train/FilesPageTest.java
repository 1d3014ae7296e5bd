package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.occam.Choice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.SpecSource;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/files.md} names what specs and run folders really hold. */
class FilesPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/files.md"), StandardCharsets.UTF_8);
    }

    private static void assertNamed(Set<String> names) throws IOException {
        String page = page();
        assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void everyKeyOfTheMetricsIsNamed() throws IOException {
        TrainingSpec spec = SmallRuns.sixtySteps()
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .regularizer("l1", Map.of("lambda", 0.001))
                .schedule(Choice.of("cosine"))
                .build();
        Occam.engine()
                .train(spec, RunOptions.into(folder), TrainingListener.NONE)
                .model()
                .close();

        List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"), StandardCharsets.UTF_8);
        JsonNode last = JSON.readTree(lines.get(lines.size() - 1));
        Set<String> names = keys(last);
        last.get("layers").forEach(layer -> names.addAll(keys(layer)));
        last.get("decay.timescale").forEach(time -> names.addAll(keys(time)));
        assertThat(names).contains("update.share", "decay.timescale", "layers", "share", "steps");
        assertNamed(names);
        try (var files = Files.list(folder)) {
            assertNamed(
                    Set.copyOf(files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    @Test
    void itsSpecIsOneAndEveryKeyOfTheEffectiveSpecIsNamed() throws IOException {
        String yaml = page().replaceAll("(?s).*```yaml\n(.*?)```.*", "$1")
                + "data: digits\nclip-norm: 1\nthreads: 1\nearly-stopping: {patience: 5}\ninit: some.safetensors\n";

        TrainingSpec spec = Occam.engine().read(new SpecSource("page", Optional.of(yaml), List.of()));
        Set<String> keys = new LinkedHashSet<>();
        Occam.engine()
                .write(spec)
                .lines()
                .filter(line -> line.matches("[a-z-]+:.*"))
                .forEach(line -> keys.add(line.substring(0, line.indexOf(':'))));

        assertThat(spec.regularizers()).hasSize(3);
        assertThat(keys).contains("strategies", "clip-scope", "keep", "early-stopping");
        assertNamed(keys);
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

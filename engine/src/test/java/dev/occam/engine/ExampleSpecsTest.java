package dev.occam.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Engine;
import dev.occam.Metrics;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.engine.data.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every spec in the folder of examples, for one epoch, on a few made-up images where it wants Fashion-MNIST. */
class ExampleSpecsTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    private static Path fashion;

    @BeforeAll
    static void writeImages() throws IOException {
        IdxFiles.writeLikeFashionMnist(fashion, 40);
    }

    static List<String> specs() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void anExampleTrainsForAnEpoch(String name) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(name));
        List<Setting> settings = new ArrayList<>(List.of(new Setting("epochs", "1", "--set")));
        if (text.contains("data: fashion-mnist")) {
            settings.add(new Setting("data", fashion.toString(), "--set"));
        }
        Engine engine = Occam.engine();
        TrainingResult result = engine.train(
                engine.read(new SpecSource(name, Optional.of(text), settings)),
                RunOptions.IN_MEMORY,
                TrainingListener.NONE);
        result.model().close();

        Metrics test = result.test().orElseThrow();
        assertThat(test.loss()).isFinite();
        assertThat(test.accuracy()).isPresent();
    }
}

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trains the example that shows what decay is for. */
class NoisyDigitsTest {
    private static final Path SPEC = Path.of("..", "examples", "noisy-digits.yaml");

    @Test
    void decayKeepsANetworkFromLearningWrongLabelsByHeart() throws IOException {
        Metrics without = test(new Setting("regularizers", "[]", "--set"));
        Metrics with = test();

        assertThat(without.accuracy().orElseThrow()).isBetween(0.70, 0.80);
        assertThat(with.accuracy().orElseThrow()).isGreaterThan(0.90);
        assertThat(with.loss()).isLessThan(0.5 * without.loss());
    }

    private static Metrics test(Setting... settings) throws IOException {
        Engine engine = Occam.engine();
        SpecSource source = new SpecSource("noisy-digits.yaml", Optional.of(Files.readString(SPEC)), List.of(settings));
        TrainingResult result = engine.train(engine.read(source), RunOptions.IN_MEMORY, TrainingListener.NONE);
        result.model().close();
        return result.test().orElseThrow();
    }
}

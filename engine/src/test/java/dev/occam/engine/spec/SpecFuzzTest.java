package dev.occam.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.error.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a spec holds, it is read, or refused in a few lines. */
class SpecFuzzTest {
    private static final String SPEC = """
            data: {path: iris.csv, label: species, test: 0.2}
            model:
              - dense: {units: 128, as: hidden}
              - residual: {layers: [{dense: 5}, relu]}
              - dense:10
            loss: softmax-cross-entropy
            optimizer: adam:lr=1e-3,beta1=0.5
            regularizers:
              - l1: {lambda: 1e-5, on: hidden+biases}
              - dropout:drop=0.2@hidden
            schedule: linear-warmup:epochs=5,then=[constant]
            epochs: 20
            early-stopping: {patience: 5}
            """;
    private static final String[] PIECES = {
        "\t",
        "\n",
        "\n\n  ",
        ":",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "&a ",
        "*a",
        "!!x ",
        "|",
        ">",
        "%",
        "@",
        "`",
        "#",
        "? ",
        "---\n",
        "...\n",
        "~",
        "1e999",
        "-1",
        ".nan",
        "0x1F",
        "1_000",
        "99999999999999999999",
        "\u0000",
        "\ufeff",
        "\ud800",
        "é",
        "\u2028",
        "true",
        "on",
        "<<: ",
        "=",
        "+",
        ";",
        "dense:",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
    };

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void anyMutationIsReadOrRefusedInAFewShortLines(long seed) {
        Random random = new Random(seed);
        SpecFiles files = new SpecFiles(new SpecPlugins());
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            String spec = mutate(SPEC, random);
            try {
                assertThat(files.read(new SpecSource("f.yaml", Optional.of(spec), List.of()))
                                .model())
                        .isNotEmpty();
            } catch (RequestException e) {
                refused++;
                assertShort(e, spec);
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void anySettingIsTakenOrRefusedInAFewShortLines(long seed) {
        Random random = new Random(seed);
        SpecFiles files = new SpecFiles(new SpecPlugins());
        for (int i = 0; i < 2_000; i++) {
            Setting setting = new Setting(
                    mutate("regularizers.0.l1.lambda", random), mutate("{lambda: 1e-3, on: all}", random), "--set");
            try {
                assertThat(files.read(new SpecSource("f.yaml", Optional.of(SPEC), List.of(setting)))
                                .model())
                        .isNotEmpty();
            } catch (RequestException e) {
                assertShort(e, setting.toString());
            }
        }
    }

    private static void assertShort(RequestException e, String input) {
        assertThat(e.getMessage().lines().toList())
                .as(input)
                .hasSizeLessThanOrEqualTo(21)
                .allSatisfy(line -> assertThat(line).isNotBlank().hasSizeLessThan(600));
        assertThat(e.getMessage()).as(input).doesNotContain("\t", "\u0000", "null");
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, mutated.substring(at, end));
                case 2 -> mutated.setLength(random.nextInt(10) == 0 ? at : mutated.length());
                default -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return mutated.toString();
    }
}

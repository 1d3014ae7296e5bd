package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.SearchRange;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplicityTest {
    private static final TrainingSpec SPEC = new TrainingSpecBuilder()
            .data("digits")
            .layer("dense", Map.of("units", 4))
            .regularizer("decoupled-decay", Map.of("lambda", 10.0, "unit", "timescale-epochs"))
            .regularizer("l2", Map.of("lambda", 0.1))
            .build();

    private static Simplicity of(String... paths) {
        return new Simplicity(
                SPEC,
                List.of(paths).stream()
                        .map(path -> (SearchRange) new SearchRange.Linear(path, 0, 100))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "regularizers.l2.lambda, 2, 1",
        "regularizers.1.lambda, 2, 1",
        "regularizers.dropout.drop, 0.5, 0.1",
        "regularizers.dropout.keep, 0.5, 0.9",
        "regularizers.max-norm.limit, 1, 3",
        "regularizers.decoupled-decay.lambda, 5, 50",
        "regularizers.0.lambda, 5, 50",
        "model.0.dense.units, 8, 16",
        "epochs, 5, 10"
    })
    void theStrongerRuleAndTheSmallerModelAreSimpler(String path, String simple, String complex) {
        Simplicity simplicity = of(path);

        assertThat(simplicity.isKnown()).isTrue();
        assertThat(simplicity.compare(Map.of(path, simple), Map.of(path, complex)))
                .isNegative();
        assertThat(simplicity.compare(Map.of(path, complex), Map.of(path, simple)))
                .isPositive();
        assertThat(simplicity.compare(Map.of(path, simple), Map.of(path, simple)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"optimizer.adam.lr", "batch", "regularizers.l2", "model.0.dense.bias", "clip-norm"})
    void otherKeysSayNothing(String path) {
        assertThat(of(path).isKnown()).isFalse();
        assertThat(of(path).compare(Map.of(path, "1"), Map.of(path, "2"))).isZero();
    }

    @Test
    void theFirstKeyCountsBeforeTheSecond() {
        Map<String, String> first = Map.of("regularizers.l2.lambda", "2", "epochs", "50");
        Map<String, String> second = Map.of("regularizers.l2.lambda", "1", "epochs", "5");

        assertThat(of("regularizers.l2.lambda", "epochs").compare(first, second))
                .isNegative();
        assertThat(of("epochs", "regularizers.l2.lambda").compare(first, second))
                .isPositive();
    }

    @Test
    void choicesThatAreNoNumbersSayNothing() {
        SearchRange words = new SearchRange.Choices("regularizers.l2.unit", List.of("canonical", "keras"));

        assertThat(new Simplicity(SPEC, List.of(words)).isKnown()).isFalse();
    }
}

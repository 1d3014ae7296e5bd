package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.DataChoice;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GivenDataTest {
    private static Dataset data(int size, int width, String... classes) {
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % classes.length;
        }
        return new Dataset(
                "mine", List.of(width), new float[size * width], new Targets.Classes(labels, List.of(classes)));
    }

    private static PreparedData prepare(
            Dataset train, Optional<Dataset> validation, Optional<Dataset> test, double part) {
        return GivenData.prepare(new DataChoice.Given(train, validation, test), new Share(part), 42);
    }

    @Test
    void aValidationPartIsSplitOffByClassWhereNoneIsGiven() {
        PreparedData prepared = prepare(data(20, 2, "a", "b"), Optional.empty(), Optional.empty(), 0.2);
        assertThat(prepared.train().size()).isEqualTo(16);
        assertThat(((Targets.Classes) prepared.validation().orElseThrow().targets()).labels())
                .containsExactlyInAnyOrder(0, 0, 1, 1);
        assertThat(prepared.preprocessing().classes()).containsExactly("a", "b");
    }

    @Test
    void aGivenValidationPartIsTakenAsItIs() {
        PreparedData prepared =
                prepare(data(20, 2, "a", "b"), Optional.of(data(6, 2, "a", "b")), Optional.empty(), 0.2);
        assertThat(prepared.train().size()).isEqualTo(20);
        assertThat(prepared.validation().orElseThrow().size()).isEqualTo(6);
    }

    @Test
    void partsThatDoNotFitTogetherAreRefused() {
        Dataset train = data(20, 2, "a", "b");
        assertThatThrownBy(() -> prepare(train, Optional.of(data(4, 3, "a", "b")), Optional.empty(), 0))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(
                        "examples of the validation part have the shape [3], those of the training part [2]");
        assertThatThrownBy(() -> prepare(train, Optional.empty(), Optional.of(data(4, 2, "b", "a")), 0))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("the targets of the test part are [b, a], those of the training part [a, b]");
        assertThatThrownBy(() -> prepare(data(0, 2, "a"), Optional.empty(), Optional.empty(), 0))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("has no examples");
    }
}

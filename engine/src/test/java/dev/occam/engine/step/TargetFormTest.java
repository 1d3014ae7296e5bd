package dev.occam.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.plugin.Loss;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetFormTest {
    @ParameterizedTest
    @CsvSource({
        "0.1,0.7,0.2,1,1",
        "0.1,0.7,0.2,0,0",
        "0.4,0.4,0.2,0,1",
        "0.4,0.4,0.2,1,0",
        "0,0,0,0,1",
        "NaN,0.7,0.2,1,0",
        "NaN,NaN,NaN,0,0",
        "0.1,NaN,0.2,0,0",
        "-1,-2,-3,0,1",
        "-Infinity,0.5,0.1,1,1"
    })
    void theFirstLargestIsTheClassAndNotANumberIsWrong(double a, double b, double c, double label, double expected) {
        Tensor prediction = Tensor.input("prediction", Shape.of(1, 3));
        Tensor given = Tensor.input("given", Shape.of(1, 1));
        Tensor correct = new TargetForm(Loss.Kind.CLASSES, 3).correct(prediction, given);
        Bindings bindings = Bindings.builder()
                .input(prediction, a, b, c)
                .input(given, label)
                .build();
        assertThat(Reference.value(correct, bindings)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.7,1,1", "0.7,0,0", "0.2,0,1", "0.5,0,1", "0.5,1,0", "NaN,0,0", "NaN,1,0"})
    void oneProbabilityDecidesBetweenTwoClasses(double probability, double label, double expected) {
        Tensor prediction = Tensor.input("prediction", Shape.of(1, 1));
        Tensor given = Tensor.input("given", Shape.of(1, 1));
        Tensor correct = new TargetForm(Loss.Kind.TWO_CLASSES, 1).correct(prediction, given);
        Bindings bindings = Bindings.builder()
                .input(prediction, probability)
                .input(given, label)
                .build();
        assertThat(Reference.value(correct, bindings)).containsExactly(expected);
    }

    @Test
    void classesBecomeProbabilities() {
        Tensor given = Tensor.input("given", Shape.of(2, 1));
        Tensor target = new TargetForm(Loss.Kind.CLASSES, 3).target(given);
        Bindings bindings = Bindings.builder().input(given, 2, 0).build();
        assertThat(Reference.value(target, bindings)).containsExactly(0, 0, 1, 1, 0, 0);
    }
}

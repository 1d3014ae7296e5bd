package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.engine.gradient.Gradients;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.GradientCheck;
import dev.occam.testkit.Reference;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {
    @Test
    void softmaxCrossEntropyIsTheNegativeLogarithmOfTheProbability() {
        double[] losses = losses(new SoftmaxCrossEntropy(), 3, new double[] {1, 2, 3, 0, 0, 0}, 0, 0, 1, 1, 0, 0);

        assertThat(losses).containsExactly(new double[] {0.40760596444438013, Math.log(3)}, within(1e-14));
    }

    @Test
    void softmaxCrossEntropyTakesSoftTargets() {
        double[] losses = losses(new SoftmaxCrossEntropy(), 2, new double[] {0, Math.log(3)}, 0.5, 0.5);

        assertThat(losses).containsExactly(new double[] {-0.5 * Math.log(0.25) - 0.5 * Math.log(0.75)}, within(1e-14));
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        assertThat(losses(new SoftmaxCrossEntropy(), 2, new double[] {1e5, 0, 1e5, 0}, 1, 0, 0, 1))
                .containsExactly(0, 1e5);
        assertThat(losses(new BinaryCrossEntropy(), 1, new double[] {1e5, 1e5, -1e5, -1e5}, 1, 0, 1, 0))
                .containsExactly(0, 1e5, 1e5, 0);
    }

    @Test
    void binaryCrossEntropyIsTheNegativeLogarithmOfTheProbability() {
        double log = Math.log1p(Math.exp(-2));

        assertThat(losses(new BinaryCrossEntropy(), 1, new double[] {2, 2, -2, 0}, 1, 0, 0, 1))
                .containsExactly(new double[] {log, 2 + log, log, Math.log(2)}, within(1e-15));
    }

    /** Zero weights start at logit 0, where the textbook formula has a kink. */
    @Test
    void binaryCrossEntropyHasItsGradientAtZero() {
        Tensor x = Tensor.input("x", Shape.of(2, 1));
        Tensor y = Tensor.input("y", Shape.of(2, 1));
        Tensor gradient = Gradients.of(new BinaryCrossEntropy().loss(x, y).sum(), List.of(x))
                .get(0);

        assertThat(Reference.value(
                        gradient,
                        Bindings.builder().input(x, 0, 0).input(y, 1, 0).build()))
                .containsExactly(-0.5, 0.5);
    }

    @Test
    void meanSquaredErrorIsTheMeanOverColumns() {
        assertThat(losses(new MeanSquaredError(), 2, new double[] {1, 2, 3, 4}, 0, 0, 3, 2))
                .containsExactly(2.5, 2);
    }

    @Test
    void huberIsAParabolaThatBecomesALine() {
        assertThat(losses(new Huber(2), 1, new double[] {0, 1, -1, 2, -4}, 0, 0, 0, 0, 0))
                .containsExactly(0, 0.5, 0.5, 2, 6);
        assertThatThrownBy(() -> new Huber(0)).hasMessage("delta must be a finite number > 0 (delta=0)");
    }

    @Test
    void predictionsAreProbabilities() {
        Tensor x = Tensor.input("x", Shape.of(1, 2));
        Bindings bindings =
                Bindings.builder().input(x, 1000, 1000 + Math.log(3)).build();

        assertThat(Reference.value(new SoftmaxCrossEntropy().prediction(x), bindings))
                .containsExactly(new double[] {0.25, 0.75}, within(1e-12));
        assertThat(Reference.value(
                        new BinaryCrossEntropy().prediction(x),
                        Bindings.builder().input(x, 0, Math.log(3)).build()))
                .containsExactly(new double[] {0.5, 0.75}, within(1e-15));
        assertThat(new MeanSquaredError().prediction(x)).isSameAs(x);
    }

    @Test
    void lossesSayWhatTargetsTheyNeed() {
        assertThat(new SoftmaxCrossEntropy().kind()).isEqualTo(Loss.Kind.CLASSES);
        assertThat(new BinaryCrossEntropy().kind()).isEqualTo(Loss.Kind.TWO_CLASSES);
        assertThat(new MeanSquaredError().kind()).isEqualTo(Loss.Kind.VALUES);
        assertThat(new Huber().kind()).isEqualTo(Loss.Kind.VALUES);
    }

    static Stream<Loss> losses() {
        return Stream.of(new SoftmaxCrossEntropy(), new BinaryCrossEntropy(), new MeanSquaredError(), new Huber(0.7));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void derivedGradientsAgreeWithDifferences(Loss loss) {
        Random random = new Random(5);
        Tensor x = Tensor.input("x", Shape.of(4, 3));
        Tensor y = Tensor.input("y", Shape.of(4, 3));
        Tensor mean = loss.loss(x, y).mean();
        Bindings bindings = Bindings.builder()
                .input(x, random.doubles(12, -2, 2).toArray())
                .input(y, random.doubles(12, 0, 1).toArray())
                .build();

        GradientCheck.check(mean, x, Gradients.of(mean, List.of(x)).get(0), bindings);
    }

    private static double[] losses(Loss loss, int columns, double[] output, double... target) {
        Shape shape = Shape.of(output.length / columns, columns);
        Tensor x = Tensor.input("x", shape);
        Tensor y = Tensor.input("y", shape);
        Tensor formula = loss.loss(x, y);
        assertThat(formula.shape()).isEqualTo(Shape.of(shape.size(0)));
        return Reference.value(
                formula, Bindings.builder().input(x, output).input(y, target).build());
    }
}

package dev.occam.engine.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.engine.formula.RandomFormulas;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.GradientCheck;
import dev.occam.testkit.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GradientsTest {
    private static final Tensor OTHER = Tensor.input("other", Shape.of(3, 4));
    private static final Tensor MATRIX = Tensor.input("matrix", Shape.of(4, 5));
    private static final Tensor ROWS = Tensor.input("rows", Shape.of(2, 2));

    static Stream<Arguments> operations() {
        List<Arguments> operations = new ArrayList<>();
        add(operations, "neg", Tensor::neg);
        add(operations, "abs", Tensor::abs);
        add(operations, "sqrt", x -> x.abs().add(0.1).sqrt());
        add(operations, "exp", Tensor::exp);
        add(operations, "log", x -> x.square().add(0.3).log());
        add(operations, "tanh", Tensor::tanh);
        add(operations, "sigmoid", Tensor::sigmoid);
        add(operations, "floor", x -> x.floor().mul(x));
        add(operations, "sign", x -> x.sign().mul(x));
        add(operations, "add", x -> x.add(OTHER));
        add(operations, "subtract from a row", x -> OTHER.slice(0, 0, 1).sub(x));
        add(operations, "multiply", x -> x.mul(OTHER));
        add(operations, "multiply by itself", Tensor::square);
        add(operations, "divide", x -> x.div(OTHER.square().add(1)));
        add(operations, "divide by", x -> OTHER.div(x.square().add(1)));
        add(operations, "min", x -> x.min(OTHER));
        add(operations, "max", x -> OTHER.max(x));
        add(operations, "select", x -> x.lt(OTHER).select(x.square(), x.neg()));
        add(operations, "sum of rows", x -> x.sum(1).square());
        add(operations, "sum of columns", x -> x.sum(0).square());
        add(operations, "mean", x -> x.mean().square());
        add(operations, "largest of rows", x -> x.amax(1).square());
        add(operations, "largest of all", x -> x.amax().square());
        add(operations, "product, left", x -> x.matmul(MATRIX));
        add(operations, "product, right", x -> MATRIX.transpose().matmul(x.transpose()));
        add(
                operations,
                "product, broadcast batch",
                x -> x.reshape(Shape.of(1, 3, 4)).expand(Shape.of(2, 3, 4)).matmul(MATRIX));
        add(operations, "reshape", x -> x.reshape(Shape.of(2, 6)).sum(0).square());
        add(
                operations,
                "permute",
                x -> x.reshape(Shape.of(3, 2, 2)).permute(2, 0, 1).sum(1).square());
        add(operations, "expand", x -> x.unsqueeze(1).expand(Shape.of(3, 2, 4)).mul(OTHER.unsqueeze(1)));
        add(operations, "slice", x -> x.slice(1, 1, 3).square());
        add(operations, "pad", x -> x.pad(0, 1, 2).add(1).square());
        add(operations, "windows", x -> x.windows(1, 2, 1, 1).sum(1).square());
        add(
                operations,
                "windows with stride and dilation",
                x -> x.windows(1, 2, 2, 1).mul(x.windows(1, 2, 2, 1)));
        add(operations, "windows with dilation", x -> x.windows(1, 2, 1, 2).square());
        add(
                operations,
                "unwindows",
                x -> x.reshape(Shape.of(3, 2, 2)).unwindows(1, 1, 1, 3).sum(2).square());
        add(
                operations,
                "unwindows with stride",
                x -> x.reshape(Shape.of(3, 2, 2)).unwindows(1, 2, 1, 4).sum(2).square());
        add(operations, "gather", x -> x.gather(ROWS).square());
        add(operations, "detach", x -> x.mul(x.detach()));
        return operations.stream();
    }

    private static void add(List<Arguments> operations, String name, UnaryOperator<Tensor> operation) {
        operations.add(Arguments.of(Named.of(name, operation)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachOperationHasTheDerivativeOfItsDifferences(UnaryOperator<Tensor> operation) {
        for (int seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Tensor x = Tensor.input("x", Shape.of(3, 4));
            Tensor result = operation.apply(x);
            Tensor weights = Tensor.input("weights", result.shape());
            Tensor scalar = result.mul(weights).sum();
            Bindings bindings = Bindings.builder()
                    .input(x, values(random, 12))
                    .input(OTHER, values(random, 12))
                    .input(MATRIX, values(random, 20))
                    .input(ROWS, 2, 0, 2, 1)
                    .input(weights, values(random, result.shape().elements()))
                    .build();

            GradientCheck.check(scalar, x, Gradients.of(scalar, List.of(x)).get(0), bindings);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomFormulasHaveTheDerivativeOfTheirDifferences(int seed) {
        RandomFormulas formulas = new RandomFormulas(seed, true);
        Tensor scalar = formulas.next(12).tanh().mean();
        Bindings.Builder builder = Bindings.builder();
        formulas.inputs().forEach(builder::input);
        List<Tensor> inputs = List.copyOf(formulas.inputs().keySet());
        List<Tensor> gradients = Gradients.of(scalar, inputs);

        for (int i = 0; i < inputs.size(); i++) {
            GradientCheck.check(scalar, inputs.get(i), gradients.get(i), builder.build());
        }
    }

    @Test
    void theGradientOfWhatIsNotUsedIsZero() {
        Tensor x = Tensor.input("x", Shape.of(2));
        Tensor unused = Tensor.input("unused", Shape.of(3));

        Tensor gradient = Gradients.of(x.sum(), List.of(unused)).get(0);

        assertThat(Reference.value(gradient, Bindings.builder().build())).containsExactly(0, 0, 0);
    }

    @Test
    void theGradientOfReluAtZeroIsZero() {
        Tensor x = Tensor.input("x", Shape.of(3));

        Tensor gradient = Gradients.of(x.max(0).sum(), List.of(x)).get(0);

        assertThat(Reference.value(
                        gradient, Bindings.builder().input(x, -1, 0, 1).build()))
                .containsExactly(0, 0, 1);
    }

    @Test
    void onlyAScalarHasAGradient() {
        Tensor x = Tensor.input("x", Shape.of(2));

        assertThatThrownBy(() -> Gradients.of(x, List.of(x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only a scalar has a gradient, not [2]");
    }

    private static double[] values(SplittableRandom random, int count) {
        return random.doubles(count, -2, 2).toArray();
    }
}

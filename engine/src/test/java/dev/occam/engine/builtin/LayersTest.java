package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.engine.gradient.Gradients;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
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

class LayersTest {
    private final FakeWeights weights = new FakeWeights();
    private final Tensor x = Tensor.input("x", Shape.of(2, 3));

    @Test
    void denseMultipliesByTheTransposedWeightAndAddsTheBias() {
        Tensor y = new Dense(2, true).forward(x, weights);

        assertThat(y.shape()).isEqualTo(Shape.of(2, 2));
        Bindings bindings = Bindings.builder()
                .input(x, 1, 2, 3, 4, 5, 6)
                .input(weights.tensor("weight"), 1, 0, 0, 0, 1, 1)
                .input(weights.tensor("bias"), 10, 20)
                .build();
        assertThat(Reference.value(y, bindings)).containsExactly(11, 25, 14, 31);
    }

    @Test
    void denseDeclaresItsWeightsAsPyTorchSavesThem() {
        new Dense(7, true).forward(x, weights);

        Initializer uniform = new Initializer.Uniform(1 / Math.sqrt(3));
        assertThat(weights.declared.keySet()).containsExactly("weight", "bias");
        assertThat(weights.tensor("weight").shape()).isEqualTo(Shape.of(7, 3));
        assertThat(weights.tensor("bias").shape()).isEqualTo(Shape.of(7));
        assertThat(weights.declared.get("weight").role()).isEqualTo(Role.WEIGHT);
        assertThat(weights.declared.get("bias").role()).isEqualTo(Role.BIAS);
        assertThat(weights.declared.values())
                .allMatch(weight -> weight.initializer().equals(uniform));
    }

    @Test
    void denseWithoutBiasHasNone() {
        new Dense(7, false).forward(x, weights);

        assertThat(weights.declared.keySet()).containsExactly("weight");
    }

    @Test
    void denseSaysWhatToDoWithImages() {
        Tensor images = Tensor.input("x", Shape.of(2, 1, 8, 8));

        assertThatThrownBy(() -> new Dense().forward(images, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dense needs activations [batch, features], not [2, 1, 8, 8]; add flatten before it");
        assertThatThrownBy(() -> new Dense(0, true)).hasMessage("units must be a whole number >= 1 (units=0)");
    }

    @Test
    void activationsAreTheirFormulas() {
        assertThat(values(new Relu(), -2, -0.5, 0, 0.5, 1, 2)).containsExactly(0, 0, 0, 0.5, 1, 2);
        assertThat(values(new Tanh(), -2, -0.5, 0, 0.5, 1, 2))
                .containsExactly(Math.tanh(-2), Math.tanh(-0.5), 0, Math.tanh(0.5), Math.tanh(1), Math.tanh(2));
        assertThat(values(new Sigmoid(), -2000, -1, 0, 1, 2, 2000))
                .containsExactly(
                        new double[] {0, 0.2689414213699951, 0.5, 0.7310585786300049, 0.8807970779778823, 1},
                        within(1e-15));
    }

    /** x·Φ(x) from tables of the normal distribution. */
    @Test
    void geluIsNearTheExactOne() {
        assertThat(values(new Gelu(), -3, -1, 0, 0.5, 1, 3))
                .containsExactly(
                        new double[] {-0.00404969, -0.15865525, 0, 0.34573123, 0.84134475, 2.99595031}, within(5e-4));
    }

    @Test
    void flattenKeepsTheBatch() {
        Tensor images = Tensor.input("x", Shape.of(5, 3, 2, 4));

        assertThat(new Flatten().forward(images, weights).shape()).isEqualTo(Shape.of(5, 24));
        assertThat(new Flatten().forward(x, weights)).isSameAs(x);
        assertThatThrownBy(() -> new Flatten().forward(Tensor.scalar("x"), weights))
                .hasMessage("flatten needs activations [batch, …], not a single value");
    }

    @Test
    void residualAddsWhatItsLayersMake() {
        Residual residual = new Residual(List.of(new Dense(3, false), new Relu()));

        Tensor y = residual.forward(x, weights);

        Bindings bindings = Bindings.builder()
                .input(x, 1, 2, 3, 4, 5, 6)
                .input(weights.tensor("0.weight"), 1, 0, 0, 0, -1, 0, 0, 0, 2)
                .build();
        assertThat(Reference.value(y, bindings)).containsExactly(2, 2, 9, 8, 5, 18);
    }

    @Test
    void residualNeedsLayersThatKeepTheShape() {
        assertThatThrownBy(() -> new Residual(List.of(new Dense(4, true))).forward(x, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("residual needs layers that keep the shape, but they turn [2, 3] into [2, 4]");
        assertThatThrownBy(() -> new Residual(List.of())).hasMessage("layers must hold at least one layer (layers=[])");
    }

    static Stream<Layer> layers() {
        return Stream.of(
                new Dense(4, true),
                new Relu(),
                new Tanh(),
                new Sigmoid(),
                new Gelu(),
                new Flatten(),
                new Residual(List.of(new Dense(3, true), new Tanh())));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void derivedGradientsAgreeWithDifferences(Layer layer) {
        Random random = new Random(3);
        Tensor y = layer.forward(x, weights);
        Tensor factors = Tensor.input("factors", y.shape());
        Tensor scalar = y.mul(factors).sum();
        Bindings.Builder builder = Bindings.builder()
                .input(x, random.doubles(6, -2, 2).toArray())
                .input(factors, random.doubles(y.shape().elements(), -1, 1).toArray());
        weights.declared
                .values()
                .forEach(weight -> builder.input(
                        weight.tensor(),
                        random.doubles(weight.tensor().shape().elements(), -1, 1)
                                .toArray()));

        GradientCheck.check(scalar, x, Gradients.of(scalar, List.of(x)).get(0), builder.build());
        for (FakeWeights.Declared weight : weights.declared.values()) {
            Tensor gradient = Gradients.of(scalar, List.of(weight.tensor())).get(0);
            GradientCheck.check(scalar, weight.tensor(), gradient, builder.build());
        }
    }

    private double[] values(Layer layer, double... values) {
        return Reference.value(
                layer.forward(x, weights), Bindings.builder().input(x, values).build());
    }
}

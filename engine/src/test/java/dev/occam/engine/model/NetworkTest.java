package dev.occam.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.engine.builtin.BatchNorm;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Relu;
import dev.occam.engine.builtin.Residual;
import dev.occam.error.RequestException;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static Network network(List<Integer> exampleShape, Layer... layers) {
        List<String> problems = new ArrayList<>();
        List<ModelLayer> named = LayerNames.name(
                List.of(layers),
                List.of(layers).stream().map(layer -> Optional.<String>empty()).toList(),
                problems);
        assertThat(problems).isEmpty();
        return new Network(named, exampleShape);
    }

    @Test
    void weightsAreNamedAsPyTorchsSequentialNamesThem() {
        Network network = network(
                List.of(4),
                new Dense(4, true),
                new Residual(List.of(new Dense(4, true), new Relu())),
                new Dense(2, false));
        assertThat(network.weights().stream().map(ModelWeight::name))
                .containsExactly("0.weight", "0.bias", "1.0.weight", "1.0.bias", "2.weight");
        assertThat(network.weights().get(4).shape()).isEqualTo(Shape.of(2, 4));
        assertThat(network.weights().get(1).role()).isEqualTo(Role.BIAS);
        assertThat(network.parameters()).isEqualTo(20 + 20 + 8);
    }

    @Test
    void aShapeThatDoesNotFitIsNamedWithItsLayer() {
        assertThatThrownBy(() -> network(List.of(28, 28), new Relu(), new Dense(2, true)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("model, layer 1 (dense): dense needs activations [batch, features]")
                .hasMessageContaining("add flatten before it")
                .hasMessageContaining("It gets [1, 28, 28] (batch first).");
    }

    @Test
    void trainingAndEvaluationShareTheirWeights() {
        Network network = network(List.of(3), new Dense(2, true));
        Tensor training = network.trace(4, FormulaHooks.NONE, true).output();
        Tensor evaluation = network.trace(9, FormulaHooks.NONE, false).output();
        assertThat(training.shape()).isEqualTo(Shape.of(4, 2));
        assertThat(evaluation.shape()).isEqualTo(Shape.of(9, 2));
        assertThat(network.weights()).hasSize(2);
    }

    @Test
    void aWeightThatIsDeclaredTwiceIsOneWeight() {
        Layer tied = new Tied();
        assertThat(network(List.of(3), tied).weights()).hasSize(1);
    }

    /** Uses one weight twice. */
    public record Tied() implements Layer {
        @Override
        public Tensor forward(Tensor x, Weights weights) {
            Tensor w = weights.weight("weight", Shape.of(3, 3), new Initializer.Normal(1), Role.WEIGHT);
            Tensor again = weights.weight("weight", Shape.of(3, 3), new Initializer.Normal(1), Role.WEIGHT);
            return x.matmul(w).matmul(again);
        }
    }

    @Test
    void statesAreNoWeightsAndAreUpdatedInTrainingAlone() {
        Network network = network(List.of(3), new Dense(2, true), new BatchNorm());

        assertThat(network.weights().stream().map(ModelWeight::name))
                .containsExactly("0.weight", "0.bias", "1.weight", "1.bias");
        assertThat(network.tensors().stream().map(ModelTensor::name))
                .endsWith("1.running_mean", "1.running_var")
                .hasSize(6);
        assertThat(network.parameters()).isEqualTo(6 + 2 + 2 + 2);
        assertThat(network.trace(4, FormulaHooks.NONE, true).states().keySet())
                .containsExactlyInAnyOrderElementsOf(network.states());
        assertThat(network.trace(4, FormulaHooks.NONE, false).states()).isEmpty();
        assertThat(Initialization.values(network.states().get(1), 42)).containsExactly(1, 1);
    }

    @Test
    void statesThatContradictTheirDeclarationAreRefused() {
        record Faulty(Consumer<Weights> fault) implements Layer {
            @Override
            public Tensor forward(Tensor x, Weights weights) {
                weights.state("count", Shape.of(2), 0);
                fault.accept(weights);
                return x;
            }
        }
        assertThatThrownBy(() -> network(List.of(3), new Faulty(w -> w.update("other", Tensor.constant(0)))))
                .hasMessageContaining("0.other was updated before it was declared as a state");
        assertThatThrownBy(() -> network(List.of(3), new Faulty(w -> w.update("count", Tensor.constant(0)))))
                .hasMessageContaining("the state 0.count has the shape [2] and cannot become []");
        assertThatThrownBy(() -> network(List.of(3), new Faulty(w -> w.state("count", Shape.of(3), 0))))
                .hasMessageContaining("state 0.count was declared as [2] and then as [3]");
        assertThatThrownBy(() -> network(
                        List.of(3),
                        new Faulty(w -> w.weight("count", Shape.of(2), new Initializer.Normal(1), Role.BIAS))))
                .hasMessageContaining("0.count was declared as a weight and as a state");
    }

    @Test
    void namesThatCouldBeMistakenAreRefused() {
        List<String> problems = new ArrayList<>();
        List<Layer> layers = List.of(new Relu(), new Relu(), new Relu(), new Relu());
        LayerNames.name(
                layers,
                List.of(Optional.of("biases"), Optional.of("a.b"), Optional.of("x"), Optional.of("x")),
                problems);
        assertThat(problems)
                .containsExactly(
                        "model, layer 0: \"biases\" is a target of regularizers and cannot name a layer.",
                        "model, layer 1: a name is made of letters, digits, - and _ and begins with a letter or _ (as=a.b).",
                        "model: layers 2 and 3 are both called \"x\"; names must be distinct.");
    }

    @Test
    void initialWeightsFollowFromSeedAndNumberAlone() {
        ModelWeight weight =
                network(List.of(100), new Dense(50, true)).weights().get(0);
        float[] values = Initialization.values(weight, 42);
        assertThat(Initialization.values(weight, 42)).isEqualTo(values);
        assertThat(Initialization.values(weight, 43)).isNotEqualTo(values);
        double sum = 0;
        for (float value : values) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(0.1f);
            sum += value;
        }
        assertThat(sum / values.length).isCloseTo(0, within(0.003));
    }

    @Test
    void normalWeightsHaveTheirStandardDeviation() {
        ModelWeight weight = new ModelWeight(
                0,
                "w",
                0,
                Role.WEIGHT,
                Shape.of(20000),
                new Initializer.Normal(0.5),
                false,
                Tensor.input("w", Shape.of(20000)));
        double squares = 0;
        for (float value : Initialization.values(weight, 7)) {
            squares += (double) value * value;
        }
        assertThat(Math.sqrt(squares / 20000)).isCloseTo(0.5, within(0.01));
    }
}

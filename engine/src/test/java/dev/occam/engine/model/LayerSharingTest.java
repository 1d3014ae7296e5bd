package dev.occam.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.engine.builtin.BatchNorm;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Relu;
import dev.occam.error.RequestException;
import dev.occam.plugin.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerSharingTest {
    private static final ModelLayer HIDDEN = new ModelLayer(0, "hidden", new Dense(3, true));

    private final List<String> problems = new ArrayList<>();

    /** Layers 1, 2, …, each with the earlier one whose weights it uses, after "hidden". */
    private List<ModelLayer> resolve(Layer layer, String sameAs, Layer next, Optional<String> nextSameAs) {
        return LayerSharing.resolve(
                List.of(HIDDEN, new ModelLayer(1, "1", layer), new ModelLayer(2, "2", next)),
                List.of(Optional.empty(), Optional.of(sameAs), nextSameAs),
                problems);
    }

    @Test
    void aFurtherUseHasTheWeightsOfTheFirst() {
        List<ModelLayer> layers = resolve(new Dense(3, true), "hidden", new Dense(3, true), Optional.of("1"));
        assertThat(problems).isEmpty();
        Network network = new Network(layers, List.of(3));
        assertThat(network.weights().stream().map(ModelWeight::name)).containsExactly("hidden.weight", "hidden.bias");
        assertThat(network.aliases()).containsOnlyKeys("1.weight", "1.bias", "2.weight", "2.bias");
        assertThat(network.aliases().get("2.bias")).isEqualTo(network.weights().get(1));
        assertThat(network.parameters()).isEqualTo(12);
    }

    @Test
    void statesAreSharedToo() {
        List<ModelLayer> layers = LayerSharing.resolve(
                List.of(new ModelLayer(0, "0", new BatchNorm()), new ModelLayer(1, "1", new BatchNorm())),
                List.of(Optional.empty(), Optional.of("0")),
                problems);
        Network network = new Network(layers, List.of(3));
        assertThat(network.states()).hasSize(2);
        assertThat(network.aliases()).containsKeys("1.weight", "1.running_mean");
    }

    @Test
    void onlyAnEarlierLayerCanBeMeant() {
        resolve(new Dense(3, true), "hiden", new Relu(), Optional.of("2"));
        assertThat(problems)
                .containsExactly(
                        "model, layer 1 (dense): no earlier layer is called \"hiden\". Nearest: hidden.\n"
                                + "  Layers before it: layer 0 (dense \"hidden\").",
                        "model, layer 2 (relu): no earlier layer is called \"2\". Nearest: 1.\n"
                                + "  Layers before it: layer 0 (dense \"hidden\"), layer 1 (dense).");
    }

    @Test
    void theFirstLayerHasNoneBeforeIt() {
        LayerSharing.resolve(List.of(HIDDEN), List.of(Optional.of("hidden")), problems);
        assertThat(problems)
                .containsExactly("model, layer 0 (dense \"hidden\"): no earlier layer is called \"hidden\".\n"
                        + "  The first layer has weights of its own.");
    }

    @Test
    void optionsMustBeThoseOfTheFirst() {
        resolve(new Dense(4, false), "hidden", new Relu(), Optional.of("0"));
        assertThat(problems)
                .containsExactly(
                        "model, layer 1 (dense): it uses the weights of layer 0 (dense \"hidden\") and must have its"
                                + " options, but units is 4 here and 3 there, bias is false here and true there.",
                        "model, layer 2 (relu): it uses the weights of layer 0 (dense \"hidden\") and must have its"
                                + " options, but relu is not dense.");
    }

    @Test
    void shapesMustBeThoseOfTheFirst() {
        List<ModelLayer> layers = resolve(new Dense(3, true), "hidden", new Relu(), Optional.empty());
        assertThatThrownBy(() -> new Network(layers, List.of(5)))
                .isInstanceOf(RequestException.class)
                .hasMessage("model, layer 1 (dense): it uses the weights of layer 0 (dense \"hidden\"), but weight"
                        + " hidden.weight was declared as WEIGHT [3, 5] and then as WEIGHT [3, 3].\n"
                        + "  It gets [1, 3] (batch first).");
    }
}

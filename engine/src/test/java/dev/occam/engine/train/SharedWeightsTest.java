package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Choice;
import dev.occam.Coverage;
import dev.occam.DataChoice;
import dev.occam.LayerChoice;
import dev.occam.Occam;
import dev.occam.RegularizerChoice;
import dev.occam.TrainedModel;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.error.RequestException;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedWeightsTest {
    private static final Dense SQUARE = new Dense(SmallRuns.INPUTS, true);

    @TempDir
    private Path folder;

    /** The same as one layer, whose two uses of a weight are in its own formula. */
    public record Twice() implements Layer {
        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return SQUARE.forward(SQUARE.forward(x, weights).tanh(), weights);
        }
    }

    private static TrainingSpecBuilder spec() {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(SmallRuns.data(SmallRuns.EXAMPLES, 1), Optional.empty(), Optional.empty()))
                .optimizer("adam", Map.of("lr", 0.05))
                .regularizer("l2", Map.of("lambda", 0.1))
                .epochs(5)
                .batch(SmallRuns.BATCH)
                .threads(1);
    }

    private static TrainingSpecBuilder shared() {
        return spec().layer(SQUARE)
                .layer("tanh")
                .layerSameAs("0")
                .layer("tanh")
                .layer("dense", Map.of("units", SmallRuns.CLASSES));
    }

    @Test
    void bothUsesTrainTheOneWeight() {
        TrainingResult result = SmallRuns.train(shared().build());
        TrainingResult one = SmallRuns.train(spec().layer(new Twice())
                .layer("tanh")
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .build());
        assertThat(SmallRuns.weights(result))
                .hasSize(4)
                .usingRecursiveComparison()
                .isEqualTo(SmallRuns.weights(one));
    }

    @Test
    void thePenaltyOfASharedWeightCountsOnce() {
        TrainingResult result = SmallRuns.train(shared().build());
        double reported = result.history().get(4).penalties().get("l2");
        List<float[]> weights = SmallRuns.weights(result);
        double squares = 0;
        for (int i : List.of(0, 2)) {
            for (float value : weights.get(i)) {
                squares += (double) value * value;
            }
        }
        assertThat(reported).isCloseTo(0.5 * 0.1 * squares, within(1e-6));
    }

    @Test
    void coverageHasTheSharedWeightOnceWithItsFurtherNames() {
        Coverage coverage = Occam.engine().explain(shared().build()).start().coverage();
        assertThat(coverage.rows().stream().map(Coverage.Row::weight))
                .containsExactly("0.weight", "0.bias", "4.weight", "4.bias");
        assertThat(coverage.rows().get(0).aliases()).containsExactly("2.weight");
        assertThat(coverage.rows().get(2).aliases()).isEmpty();
    }

    @Test
    void aRuleOnTheFurtherUseIsOnTheSharedWeight() {
        Coverage coverage = Occam.engine()
                .explain(shared().regularizer(new RegularizerChoice(
                                Choice.of("l1", Map.of("lambda", 0.1)), List.of("2"), Optional.empty()))
                        .build())
                .start()
                .coverage();
        assertThat(coverage.rows().get(0).rules()).hasSize(2);
        assertThat(coverage.rows().get(2).rules()).hasSize(1);
    }

    private Path saved(String name) {
        Path file = folder.resolve(name);
        TrainingResult result = SmallRuns.train(shared().build());
        try (TrainedModel model = result.model()) {
            model.save(file);
        }
        return file;
    }

    @Test
    void aFileHoldsASharedWeightOnceAndSaysWhatElseItIsCalled() {
        SafetensorsFile file = Safetensors.read(saved("model.safetensors"));
        assertThat(file.tensors().stream().map(NamedTensor::name))
                .containsExactly("0.weight", "0.bias", "4.weight", "4.bias");
        assertThat(file.metadata()).containsEntry("2.weight", "0.weight").containsEntry("2.bias", "0.bias");
    }

    @Test
    void aSavedModelPredictsTheSame() {
        float[] examples = SmallRuns.data(3, 5).features();
        Path file = folder.resolve("model.safetensors");
        Path again = folder.resolve("again.safetensors");
        TrainingSpecBuilder named = spec().layer("dense", Map.of("units", SmallRuns.INPUTS))
                .layer("tanh")
                .layerSameAs("0")
                .layer("dense", Map.of("units", SmallRuns.CLASSES));
        try (TrainedModel model = SmallRuns.train(named.build()).model()) {
            model.save(file);
            try (TrainedModel loaded = Occam.engine().load(file, "auto")) {
                assertThat(loaded.predict(examples).values())
                        .isEqualTo(model.predict(examples).values());
                loaded.save(again);
            }
        }
        assertThat(again).hasSameBinaryContentAs(file);
    }

    /** PyTorch's state_dict has a shared tensor under each of its names; its safetensors keep the first by spelling. */
    @Test
    void aWeightIsReadUnderAnyOrAllOfItsNames() {
        SafetensorsFile file = Safetensors.read(saved("model.safetensors"));
        List<NamedTensor> all = new ArrayList<>(file.tensors());
        List<NamedTensor> other = new ArrayList<>();
        for (NamedTensor tensor : file.tensors()) {
            if (tensor.name().startsWith("0.")) {
                NamedTensor renamed =
                        new NamedTensor("2." + tensor.name().substring(2), tensor.shape(), tensor.values());
                all.add(renamed);
                other.add(renamed);
            } else {
                other.add(tensor);
            }
        }
        List<float[]> values = file.tensors().stream().map(NamedTensor::values).toList();
        assertThat(started("all.safetensors", all)).usingRecursiveComparison().isEqualTo(values);
        assertThat(started("other.safetensors", other))
                .usingRecursiveComparison()
                .isEqualTo(values);
    }

    private List<float[]> started(String name, List<NamedTensor> tensors) {
        Path file = folder.resolve(name);
        Safetensors.write(file, new SafetensorsFile(Map.of(), tensors));
        return SmallRuns.weights(SmallRuns.train(shared().init(file)
                .epochs(1)
                .optimizer("sgd", Map.of("lr", 0.0))
                .build()));
    }

    @Test
    void aFileWhoseNamesOfOneWeightDifferIsRefused() {
        List<NamedTensor> tensors =
                new ArrayList<>(Safetensors.read(saved("model.safetensors")).tensors());
        tensors.add(new NamedTensor("2.bias", List.of(SmallRuns.INPUTS), new float[SmallRuns.INPUTS]));
        assertThatThrownBy(() -> started("two.safetensors", tensors))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("0.bias and 2.bias are one weight in the model and differ in the file");
    }

    @Test
    void aFurtherUseIsFrozenWhereItsWeightsAre() {
        TrainingSpecBuilder frozen = spec().layer(new LayerChoice(Choice.of(SQUARE), Optional.empty()).freeze())
                .layer("tanh")
                .layerSameAs("0")
                .layer("dense", Map.of("units", SmallRuns.CLASSES));
        assertThat(Occam.engine().explain(frozen.build()).start().coverage().rows().stream()
                        .map(Coverage.Row::frozen))
                .containsExactly(true, true, false, false);
        assertThatThrownBy(
                        () -> new LayerChoice(Choice.of(SQUARE), Optional.empty(), Set.of(), Optional.of("0")).freeze())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a layer that uses the weights of another is frozen where they are declared (same-as=0)");
    }

    @Test
    void aRunOfLayersThatCannotShareIsRefused() {
        assertThatThrownBy(() -> SmallRuns.train(spec().layer("dense", Map.of("units", 4))
                        .layerSameAs("0")
                        .build()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("it uses the weights of layer 0 (dense), but weight 0.weight was declared as");
        assertThatThrownBy(() -> spec().layer("relu").layerSameAs("hidden"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no layer before this one is called hidden");
    }
}

package dev.occam.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.Engine;
import dev.occam.EpochReport;
import dev.occam.Explanation;
import dev.occam.Occam;
import dev.occam.RegularizerChoice;
import dev.occam.RunOptions;
import dev.occam.RunStart;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.engine.step.Strategies;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OccamEngineTest {
    private static final Engine ENGINE = Occam.engine();

    @TempDir
    private Path folder;

    private static TrainingSpecBuilder digits() {
        return new TrainingSpecBuilder()
                .data("digits")
                .layer("dense", Map.of("units", 32))
                .layer("relu")
                .layer("dense", Map.of("units", 10))
                .optimizer("adam", Map.of("lr", 0.003))
                .regularizer("decoupled-decay", Map.of("lambda", 0.01))
                .validation(0.1)
                .epochs(4);
    }

    @Test
    void aRunTrainsWritesItsFolderAndComesBack() throws IOException {
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(RunStart start) {
                heard.add("started " + start.trainExamples() + " "
                        + start.coverage().rows().size());
            }

            @Override
            public void epoch(EpochReport report) {
                heard.add("epoch " + report.epoch());
            }
        };
        TrainingResult result = ENGINE.train(digits().build(), RunOptions.into(folder), listener);
        assertThat(heard).containsExactly("started 1294 4", "epoch 1", "epoch 2", "epoch 3", "epoch 4");
        assertThat(result.test().orElseThrow().accuracy().orElseThrow()).isGreaterThan(0.85);
        assertThat(result.history().get(3).train().loss())
                .isLessThan(result.history().get(0).train().loss());
        for (String file :
                List.of("spec.yaml", "run.json", "metrics.jsonl", "model.safetensors", "checkpoint.safetensors")) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        assertThat(Files.readString(folder.resolve("run.json")))
                .contains("\"outcome\" : \"done\"", "\"data_hash\"", "\"coverage_hash\"", "layer dense");

        float[] someDigits = new float[3 * 64];
        someDigits[5] = 1;
        try (TrainedModel trained = result.model();
                TrainedModel loaded = ENGINE.load(folder, "cpu")) {
            assertThat(loaded.weights()).isEqualTo(trained.weights());
            assertThat(loaded.weight("0.weight")).isEqualTo(trained.weight("0.weight"));
            assertThat(loaded.predict(someDigits).values())
                    .isEqualTo(trained.predict(someDigits).values());
            assertThat(loaded.predict(someDigits).columns()).hasSize(10).startsWith("0", "1");
            assertThat(loaded.evaluate(digits().build().data()).accuracy().orElseThrow())
                    .isGreaterThan(0.85);
        }
    }

    @Test
    void theEffectiveSpecRepeatsTheRun() throws IOException {
        TrainingSpec spec = digits().epochs(1).build();
        ENGINE.train(spec, RunOptions.into(folder.resolve("a")), TrainingListener.NONE)
                .model()
                .close();
        String text = Files.readString(folder.resolve("a/spec.yaml"));
        TrainingSpec again = ENGINE.read(new dev.occam.SpecSource("spec.yaml", Optional.of(text), List.of()));
        ENGINE.train(again, RunOptions.into(folder.resolve("b")), TrainingListener.NONE)
                .model()
                .close();
        assertThat(folder.resolve("b/model.safetensors")).hasSameBinaryContentAs(folder.resolve("a/model.safetensors"));
    }

    @Test
    void allProblemsOfASpecAreReportedAtOnce() {
        TrainingSpec spec = digits().optimizer("adan", Map.of())
                .regularizer("l3", Map.of())
                .regularizer("l1", Map.of("lambda", -1.0))
                .build();
        assertThatThrownBy(() -> ENGINE.train(spec, RunOptions.IN_MEMORY, TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("No optimizer is called \"adan\". Nearest: adam.")
                .hasMessageContaining("No regularizer is called \"l3\".")
                .hasMessageContaining("lambda must be a finite number >= 0 (lambda=-1)");
    }

    @Test
    void aModelThatDoesNotEndInTheClassesIsRefused() {
        TrainingSpec spec = new TrainingSpecBuilder()
                .data("digits")
                .layer("dense", Map.of("units", 7))
                .build();
        assertThatThrownBy(() -> ENGINE.explain(spec))
                .isInstanceOf(RequestException.class)
                .hasMessage(
                        "model: the last layer gives [batch, 7], but loss softmax-cross-entropy needs [batch, 10] for"
                                + " these data (10 classes).\n  End with dense: {units: 10}.");
    }

    @Test
    void aLossForNumbersIsRefusedForClasses() {
        assertThatThrownBy(
                        () -> ENGINE.explain(digits().loss("mean-squared-error").build()))
                .isInstanceOf(RequestException.class)
                .hasMessage("loss mean-squared-error compares with numbers, but the data have classes.\n"
                        + "  Use softmax-cross-entropy.");
    }

    @Test
    void anExplanationTrainsNothingAndShowsTheStep() {
        Explanation explanation = ENGINE.explain(digits().clipping(new Clipping(1, Clipping.Scope.DATA))
                .regularizer(
                        new RegularizerChoice(Choice.of("dropout", Map.of("drop", 0.2)), List.of(), Optional.of("1")))
                .build());
        assertThat(explanation.effectiveSpec()).contains("optimizer: {adam: {lr: 0.003");
        assertThat(explanation.start().coverage().activations())
                .singleElement()
                .asString()
                .contains("after layer 1 (relu)");
        assertThat(explanation.equivalents()).contains("dropout: PyTorch nn.Dropout(p=0.2), Keras Dropout(rate=0.2)");
        assertThat(explanation.pipeline())
                .containsSubsequence(
                        "g = gradient of the data loss and of the penalties on activations",
                        "clip g to the global norm 1.0",
                        "g += gradient of the penalties (coupled rules)",
                        "u = update of the optimizer");
        assertThat(explanation.programs()).anyMatch(text -> text.startsWith("matmul forward-backward"));
        assertThat(explanation.programs()).anyMatch(text -> text.startsWith("program update"));
        assertThat(explanation.memoryBytes().get("optimizer"))
                .isEqualTo(2 * explanation.memoryBytes().get("weights"));
    }

    @Test
    void clippingTheTotalComesBehindThePenalties() {
        assertThat(Explainer.pipeline(Optional.of(new Clipping(1, Clipping.Scope.TOTAL)), Strategies.NONE))
                .containsSubsequence(
                        "g += gradient of the penalties (coupled rules)",
                        "gradient hooks",
                        "clip g to the global norm 1.0");
    }

    @Test
    void thereIsNoModelInAnEmptyFolder() {
        assertThatThrownBy(() -> ENGINE.load(folder, "auto"))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("There is no model at")
                .hasMessageContaining("Name a run folder that is finished");
    }

    @Test
    void weightsWithoutASpecAreNotAModel() {
        Path file = folder.resolve("weights.safetensors");
        dev.occam.engine.file.Safetensors.write(file, new dev.occam.engine.file.SafetensorsFile(Map.of(), List.of()));
        assertThatThrownBy(() -> ENGINE.load(file, "auto"))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("holds weights but does not say of which model")
                .hasMessageContaining("--init");
    }
}

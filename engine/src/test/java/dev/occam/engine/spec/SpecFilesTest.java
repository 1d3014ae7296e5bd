package dev.occam.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.DataChoice;
import dev.occam.EarlyStopping;
import dev.occam.LayerChoice;
import dev.occam.RegularizerChoice;
import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.catalog.PluginCatalog;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Strategy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecFilesTest {
    private final SpecFiles files = new SpecFiles(new SpecPlugins());

    @Test
    void theDefaultSpecTrainsASmallNetworkOnDigitsWithDecayAndDropout() {
        TrainingSpec spec = read(Optional.empty());

        assertThat(spec.data()).isEqualTo(new DataChoice.Named("digits", Map.of()));
        assertThat(spec.model())
                .containsExactly(
                        new LayerChoice(Choice.of("dense", Map.of("units", 128)), Optional.of("hidden")),
                        new LayerChoice(Choice.of("relu"), Optional.empty()),
                        new LayerChoice(Choice.of("dense", Map.of("units", 10)), Optional.of("output")));
        assertThat(spec.optimizer()).isEqualTo(Choice.of("adam", Map.of("lr", 0.005)));
        assertThat(spec.regularizers())
                .containsExactly(
                        new RegularizerChoice(Choice.of("decoupled-decay"), List.of(), Optional.empty()),
                        new RegularizerChoice(
                                Choice.of("dropout", Map.of("drop", 0.2)), List.of(), Optional.of("hidden")));
        assertThat(spec.batch()).hasValue(64);
        assertThat(spec.seed()).isEqualTo(42);
        assertThat(spec.backend()).isEqualTo("auto");
    }

    @Test
    void anotherModelTakesTheDefaultRulesThatNameItsLayersAway() {
        TrainingSpec spec = read(Optional.empty(), new Setting("model", "dense:16,relu,dense:10", "--model"));

        assertThat(spec.model()).hasSize(3);
        assertThat(spec.regularizers())
                .containsExactly(new RegularizerChoice(Choice.of("decoupled-decay"), List.of(), Optional.empty()));
    }

    @Test
    void theDefaultSpecNamesPluginsThatAreInstalled() {
        try (PluginCatalog catalog = PluginCatalog.find(List.of())) {
            SpecFiles installed = new SpecFiles(catalog);
            TrainingSpec spec = installed.read(new SpecSource("default", Optional.empty(), List.of()));

            assertThat(installed.read(new SpecSource("written", Optional.of(installed.write(spec)), List.of())))
                    .isEqualTo(spec);
        }
    }

    @Test
    void everyKeyOfTheSpecIsRead() {
        TrainingSpec spec = read(Optional.of("""
                data: {path: iris.csv, label: species, test: 0.2}
                model: [dense: {units: 128, as: hidden}, relu, dense: 10]
                loss: huber
                optimizer: {sgd: {lr: 1e-1, nesterov: true}}
                regularizers:
                  - l1: {lambda: 1e-5, on: [hidden, biases]}
                  - dropout: {drop: 0.2, after: hidden}
                schedule: {linear-warmup: {epochs: 5}}
                epochs: 7
                batch: full
                validation: 0.1
                early-stopping: {patience: 5, min-delta: 1e-3, metric: accuracy}
                keep: best
                clip-norm: 2
                clip-scope: total
                shuffle: false
                seed: -9000000000
                backend: opencl:1
                threads: 2
                init: old/model.safetensors
                """));

        assertThat(spec.data()).isEqualTo(new DataChoice.Named("iris.csv", Map.of("label", "species", "test", 0.2)));
        assertThat(spec.model().get(2).layer()).isEqualTo(Choice.of("dense", Map.of("units", 10)));
        assertThat(spec.loss()).isEqualTo(Choice.of("huber"));
        assertThat(spec.optimizer()).isEqualTo(Choice.of("sgd", Map.of("lr", 0.1, "nesterov", true)));
        assertThat(spec.regularizers())
                .containsExactly(
                        new RegularizerChoice(
                                Choice.of("l1", Map.of("lambda", 1e-5)), List.of("hidden", "biases"), Optional.empty()),
                        new RegularizerChoice(
                                Choice.of("dropout", Map.of("drop", 0.2)), List.of(), Optional.of("hidden")));
        assertThat(spec.schedule()).isEqualTo(Choice.of("linear-warmup", Map.of("epochs", 5)));
        assertThat(spec.epochs()).isEqualTo(7);
        assertThat(spec.batch()).isEmpty();
        assertThat(spec.validation()).isEqualTo(0.1);
        assertThat(spec.earlyStopping()).contains(new EarlyStopping(5, 1e-3, "accuracy"));
        assertThat(spec.keepBest()).isTrue();
        assertThat(spec.clipping()).contains(new Clipping(2, Clipping.Scope.TOTAL));
        assertThat(spec.shuffle()).isFalse();
        assertThat(spec.seed()).isEqualTo(-9_000_000_000L);
        assertThat(spec.backend()).isEqualTo("opencl:1");
        assertThat(spec.threads()).hasValue(2);
        assertThat(spec.init()).contains(Path.of("old/model.safetensors"));
    }

    @Test
    void layersMayBeFrozenOrUseTheWeightsOfOthers() {
        TrainingSpec spec = read(Optional.of("""
                data: digits
                model:
                  - dense: {units: 8, as: hidden, frozen: true}
                  - dense: {units: 8, frozen: biases+weight}
                  - dense: {units: 8, frozen: false}
                  - dense: {same-as: hidden, as: again}
                  - dense: {units: 8, same-as: 1}
                """));

        Choice<Layer> dense = Choice.of("dense", Map.of("units", 8));
        assertThat(spec.model())
                .containsExactly(
                        new LayerChoice(dense, Optional.of("hidden")).freeze(),
                        new LayerChoice(dense, Optional.empty()).freeze(Set.of(Role.WEIGHT, Role.BIAS)),
                        new LayerChoice(dense, Optional.empty()),
                        new LayerChoice(dense, Optional.of("again"), Set.of(), Optional.of("hidden")),
                        new LayerChoice(dense, Optional.empty(), Set.of(), Optional.of("1")));
        assertThat(files.write(spec))
                .contains("  - dense: {units: 8, bias: true, as: hidden, frozen: true}\n")
                .contains("  - dense: {units: 8, bias: true, frozen: weight+bias}\n")
                .contains("  - dense: {units: 8, bias: true, as: again, same-as: hidden}\n");
        assertThat(read(Optional.of(files.write(spec)))).isEqualTo(spec);
    }

    @Test
    void theShortFormOfAModelMayFreezeAndShareToo() {
        TrainingSpec spec = read(
                Optional.empty(),
                new Setting("model", "dense:8;frozen=true,dense:8,dense:same-as=1,dense:10", "--model"));

        assertThat(spec.model().get(0).frozen()).hasSize(Role.values().length);
        assertThat(spec.model().get(2).sameAs()).contains("1");
        assertThat(spec.model().get(2).layer()).isEqualTo(spec.model().get(1).layer());
    }

    @Test
    void strategiesAreReadFromAListAndFromTheCommandLine() {
        List<Choice<Strategy>> expected =
                List.of(Choice.of("mixup", Map.of("alpha", 0.4)), Choice.of("ema", Map.of("decay", 0.9)));

        assertThat(read(Optional.of("""
                                data: digits
                                model: [dense: 10]
                                strategies: [mixup: {alpha: 0.4}, ema: {decay: 0.9}]
                                """)).strategies()).isEqualTo(expected);
        assertThat(read(
                                Optional.empty(),
                                new Setting("strategies", "\"mixup:alpha=0.4,ema:decay=0.9\"", "--strategies"))
                        .strategies())
                .isEqualTo(expected);
    }

    @Test
    void settingsWinOverTheTextInTheirOrder() {
        TrainingSpec spec = read(
                Optional.empty(),
                new Setting("epochs", "3", "--epochs"),
                new Setting("regularizers.decoupled-decay.lambda", "0.5", "--set"),
                new Setting("model.0.dense.units", "64", "--set"),
                new Setting("optimizer.adam.lr", "1e-2", "--set"),
                new Setting("data.test", "0.3", "--set"),
                new Setting("early-stopping", "\"patience=4\"", "--early-stopping"),
                new Setting("epochs", "4", "--set"));

        assertThat(spec.epochs()).isEqualTo(4);
        assertThat(spec.regularizers().get(0).regularizer())
                .isEqualTo(Choice.of("decoupled-decay", Map.of("lambda", 0.5)));
        assertThat(spec.model().get(0).layer()).isEqualTo(Choice.of("dense", Map.of("units", 64)));
        assertThat(spec.optimizer()).isEqualTo(Choice.of("adam", Map.of("lr", 1e-2)));
        assertThat(spec.data()).isEqualTo(new DataChoice.Named("digits", Map.of("test", 0.3)));
        assertThat(spec.earlyStopping()).contains(new EarlyStopping(4, 0, "loss"));
    }

    @Test
    void textFormsMeanWhatTheLongFormsMean() {
        TrainingSpec spec = read(
                Optional.empty(),
                new Setting("model", "\"dense:64;bias=false;as=first,relu,dense:10\"", "--model"),
                new Setting("optimizer", "\"adam:lr=1e-2,beta1=0.8\"", "--optimizer"),
                new Setting(
                        "regularizers",
                        "[\"l1:lambda=1e-4@first+biases\", \"dropout:drop=0.3@first\", \"l1@all\"]",
                        "--regularizer"),
                new Setting("schedule", "\"linear-warmup:epochs=2\"", "--schedule"));

        assertThat(spec.model().get(0))
                .isEqualTo(
                        new LayerChoice(Choice.of("dense", Map.of("units", 64, "bias", false)), Optional.of("first")));
        assertThat(spec.model()).hasSize(3);
        assertThat(spec.optimizer()).isEqualTo(Choice.of("adam", Map.of("lr", 1e-2, "beta1", 0.8)));
        assertThat(spec.regularizers())
                .containsExactly(
                        new RegularizerChoice(
                                Choice.of("l1", Map.of("lambda", 1e-4)), List.of("first", "biases"), Optional.empty()),
                        new RegularizerChoice(
                                Choice.of("dropout", Map.of("drop", 0.3)), List.of(), Optional.of("first")),
                        new RegularizerChoice(Choice.of("l1"), List.of("all"), Optional.empty()));
    }

    @Test
    void theTargetOfARuleOnOutputsIsALayerInTextForm() {
        TrainingSpec spec = read(
                Optional.empty(),
                new Setting("regularizers", "[\"activity-l1:lambda=1@0\", \"stochastic-depth@0\"]", "--regularizer"));

        assertThat(spec.regularizers())
                .containsExactly(
                        new RegularizerChoice(
                                Choice.of("activity-l1", Map.of("lambda", 1.0)), List.of(), Optional.of("0")),
                        new RegularizerChoice(Choice.of("stochastic-depth"), List.of(), Optional.of("0")));
    }

    @Test
    void aRuleMayHaveAScheduleOfItsOwn() {
        TrainingSpec spec = read(
                Optional.empty(),
                new Setting(
                        "regularizers",
                        "[{l1: {lambda: 0.5, on: first, schedule: {linear-warmup: {epochs: 2}}}},"
                                + " \"l1:lambda=1,schedule=constant@biases\"]",
                        "--set"),
                new Setting("model", "\"dense:64;as=first,relu,dense:10\"", "--model"));

        assertThat(spec.regularizers())
                .extracting(RegularizerChoice::schedule)
                .containsExactly(
                        Optional.of(Choice.of("linear-warmup", Map.of("epochs", 2))),
                        Optional.of(Choice.of("constant")));
        assertThat(spec.regularizers().get(1).on()).containsExactly("biases");
        String written = files.write(spec);
        assertThat(written).contains("l1: {lambda: 0.5, \"on\": first, schedule: {linear-warmup: {epochs: 2");
    }

    @Test
    void anEmptyValueIsTheDefault() {
        TrainingSpec spec =
                read(Optional.empty(), new Setting("regularizers", "", "--set"), new Setting("epochs", "~", "--set"));

        assertThat(spec.regularizers()).isEmpty();
        assertThat(spec.epochs()).isEqualTo(20); // the default of every spec, not that of the default spec
    }

    @Test
    void theWrittenSpecHasEveryDefault() {
        assertThat(files.write(read(Optional.empty()))).isEqualTo("""
                # Every default is written out: occam train repeats the run from this file.
                data: {path: digits, missing: error, label-noise: 0}
                model:
                  - dense: {units: 128, bias: true, as: hidden}
                  - relu
                  - dense: {units: 10, bias: true, as: output}
                loss: softmax-cross-entropy
                optimizer: {adam: {lr: 0.005, beta1: 0.9, epsilon: 1e-8}}
                regularizers:
                  - decoupled-decay: {lambda: 0.01}
                  - dropout: {drop: 0.2, after: hidden}
                strategies: []
                schedule: constant
                epochs: 40
                batch: 64
                validation: 0.1
                keep: last
                shuffle: true
                seed: 42
                backend: auto
                """);
    }

    @Test
    void pluginsOfAProgramAreWrittenByNameWithTheirOptions() {
        TrainingSpec spec = new TrainingSpecBuilder()
                .data("digits")
                .layer(new SpecPlugins.Residual(List.of(new SpecPlugins.Dense(5, false), new SpecPlugins.Relu())))
                .regularizer(new SpecPlugins.L1(1e-5))
                .build();

        assertThat(files.write(spec))
                .contains("  - residual: {layers: [{dense: {units: 5, bias: false}}, relu]}\n")
                .contains("  - l1: {lambda: 1e-5}\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenIsReadAsTheSameSpec(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            TrainingSpec spec = random(random);

            assertThat(read(Optional.of(files.write(spec)))).isEqualTo(spec);
        }
    }

    private static TrainingSpec random(Random random) {
        String[] sources = {
            "digits", "a b.csv", "C:\\data\\x.csv", "ä\"'{}: #.csv", "true", "12", "y\u2028x\ud83d\ude00"
        };
        Map<String, Object> options = random.nextBoolean() ? Map.of() : Map.of("rows", 800);
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(new DataChoice.Named(sources[random.nextInt(sources.length)], options))
                .layer(new LayerChoice(
                        Choice.of("dense", Map.of("units", 2 + random.nextInt(9))),
                        random.nextBoolean() ? Optional.of("on") : Optional.empty()))
                .layer("relu")
                .loss(Choice.of("huber", Map.of("delta", Math.exp(20 * random.nextGaussian()))))
                .optimizer("sgd", Map.of("momentum", random.nextDouble(), "lr", (double) random.nextFloat()))
                .epochs(1 + random.nextInt(1000))
                .validation(random.nextDouble())
                .keepBest(random.nextBoolean())
                .shuffle(random.nextBoolean())
                .seed(random.nextLong());
        for (int i = random.nextInt(3); i > 0; i--) {
            spec.regularizer(new RegularizerChoice(
                    Choice.of("l1", Map.of("lambda", Math.exp(9 * random.nextGaussian()))),
                    random.nextBoolean() ? List.of("on", "0", "biases") : List.of(),
                    Optional.empty()));
        }
        if (random.nextBoolean()) {
            spec.fullBatch();
            spec.threads(1 + random.nextInt(64));
            spec.init(Path.of("no: path"));
        }
        if (random.nextBoolean()) {
            spec.earlyStopping(new EarlyStopping(1 + random.nextInt(9), random.nextDouble(), "loss"));
            spec.clipping(new Clipping(random.nextDouble() + 1e-9, Clipping.Scope.values()[random.nextInt(2)]));
        }
        return spec.build();
    }

    private TrainingSpec read(Optional<String> text, Setting... settings) {
        return files.read(new SpecSource("my.yaml", text, Arrays.asList(settings)));
    }
}

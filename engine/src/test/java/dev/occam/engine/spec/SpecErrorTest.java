package dev.occam.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.catalog.PluginCatalog;
import dev.occam.error.RequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every message of the spec reader, with its place. */
class SpecErrorTest {
    private static final String MINIMAL = "data: digits\nmodel: [relu]\n";

    @Test
    void allProblemsAreReportedAtOnceWithTheirLines() {
        String spec = """
                data: digits
                model:
                  - dense: {units: 0, as: hidden}
                  - relu
                loss: softmax-cross-entropy
                optimizer: {adam: {lr: fast, beta1: 2}}
                epoch: 20
                batch: some
                validation: 1.5
                early-stopping: {pacience: 5}
                """;

        assertThat(problems(spec))
                .containsExactly(
                        "my.yaml:7: No key is called \"epoch\". Nearest: epochs. Keys: data, model, loss, optimizer, regularizers,"
                                + " strategies, schedule, epochs, batch, validation, early-stopping, keep, clip-norm, clip-scope, shuffle, seed,"
                                + " backend, threads, init.",
                        "my.yaml:3: layer dense: units must be a whole number >= 1 (units=0)",
                        "my.yaml:6: optimizer adam: lr must be a number (lr=fast)",
                        "my.yaml:8: batch must be a whole number >= 1 or full, not some.",
                        "my.yaml:9: validation must be a fraction >= 0 and < 1, not 1.5.",
                        "my.yaml:10: No key is called \"early-stopping.pacience\". Nearest: patience. Keys: patience, min-delta, metric.",
                        "my.yaml:10: early-stopping needs patience, the epochs without improvement: {patience: 5}.");
    }

    @Test
    void anOptionIsNamedWithItsOwnLine() {
        String optimizer = MINIMAL + "optimizer:\n  adam:\n    lr: 0.1\n";
        assertThat(problems(optimizer + "    beta: 1\n"))
                .containsExactly(
                        "my.yaml:6: optimizer adam: there is no option \"beta\". Nearest: beta1. Options: lr, beta1, epsilon");
        assertThat(problems(optimizer + "    beta1: 2\n"))
                .containsExactly("my.yaml:6: optimizer adam: beta1 must be a number >= 0 and < 1 (beta1=2)");
    }

    @Test
    void wrongTypesAreNamedWithWhatIsAllowed() {
        assertThat(problems(MINIMAL
                        + "epochs: ten\nseed: 1.5\nthreads: 0\nshuffle: maybe\nkeep: none\nclip-norm: -1\nbackend: [cpu]\n"
                        + "regularizers: {l1: {lambda: 1}}\nschedule: {constant: 1, step: 2}\n"))
                .containsExactly(
                        "my.yaml:10: regularizers must be a list of rules, not a group of keys.",
                        "my.yaml:11: schedule names several plugins: constant, step. Options go below the plugin's name:"
                                + " constant: {option: value}.",
                        "my.yaml:3: epochs must be a whole number >= 1, not ten.",
                        "my.yaml:7: keep must be best or last, not none.",
                        "my.yaml:8: clip-norm must be a finite number > 0, not -1.",
                        "my.yaml:6: shuffle must be true or false, not maybe.",
                        "my.yaml:4: seed must be a whole number of at most 64 bits, not 1.5.",
                        "my.yaml:9: backend must be auto, cpu or another backend's name, not a list of 1.",
                        "my.yaml:5: threads must be a whole number >= 1, not 0.");
    }

    @Test
    void whatIsFrozenAndWhatIsSharedMustBeSaidRight() {
        assertThat(problems("""
                data: digits
                model:
                  - dense: {units: 8, as: hidden, frozen: maybe}
                  - dense: {units: 8, frozen: biases+norms}
                  - dense: {same-as: hiden}
                  - dense: {same-as: hidden, frozen: true}
                """))
                .containsExactly(
                        "my.yaml:3: frozen must be true, false or roles joined by + (weights, biases, all, weight, bias,"
                                + " norm-scale, norm-shift, embedding), not maybe.",
                        "my.yaml:4: frozen must be true, false or roles joined by + (weights, biases, all, weight, bias,"
                                + " norm-scale, norm-shift, embedding), not biases+norms.",
                        "my.yaml:5: same-as must be the name or index of an earlier layer, not hiden.",
                        "my.yaml:6: A layer that uses the weights of another is frozen where they are: say frozen at hidden.");
    }

    @Test
    void dataAndModelAreRequired() {
        assertThat(problems("epochs: 3\n"))
                .containsExactly(
                        "my.yaml:1: data is missing: say what to train on, for instance data: digits.",
                        "my.yaml:1: model is missing: give its layers, for instance [dense: 128, relu, dense: 10].");
    }

    @Test
    void problemsOfDataHaveTheLineOfTheirOption() {
        assertThat(problems("model: [relu]\ndata:\n  path: iris.csv\n  tests: 0.2\n"))
                .singleElement()
                .asString()
                .startsWith("my.yaml:4: data: no option is called \"tests\". Nearest: test.");
    }

    @Test
    void anUnknownPluginHasTheLineOfItsName() {
        try (PluginCatalog catalog = PluginCatalog.find(List.of())) {
            SpecSource source = new SpecSource("my.yaml", Optional.of(MINIMAL + "loss: hubber\n"), List.of());

            assertThatExceptionOfType(RequestException.class)
                    .isThrownBy(() -> new SpecFiles(catalog).read(source))
                    .withMessageStartingWith("my.yaml:3: No loss is called \"hubber\". Nearest: huber. Installed: ");
        }
    }

    @Test
    void targetsMustFitTheRule() {
        assertThat(problems(MINIMAL + "regularizers:\n"
                        + "  - dropout: {drop: 0.2, on: hidden}\n"
                        + "  - l1: {lambda: 1, after: hidden}\n"
                        + "  - label-smoothing: {on: hidden}\n"
                        + "  - dropout: {after: [a, b]}\n"
                        + "  - l1@\n"))
                .containsExactly(
                        "my.yaml:4: dropout does not act on weights, so it cannot be on hidden; say after: LAYER.",
                        "my.yaml:5: l1 does not act on activations; say on: LAYER instead of after.",
                        "my.yaml:6: label-smoothing does not act on weights, so it cannot be on hidden.",
                        "my.yaml:7: dropout acts after one layer; write it once for each.",
                        "my.yaml:8: The target of l1 must be weights, biases, all, a role, or a layer's name or index, joined by"
                                + " +, not \"\".");
    }

    @Test
    void layersNeedDistinctSimpleNames() {
        assertThat(problems("data: digits\nmodel:\n  - relu: {as: a}\n  - relu: {as: a}\n  - relu: {as: 1a}\n"))
                .containsExactly(
                        "my.yaml:4: Two layers are called a.",
                        "my.yaml:5: as must be a name of letters, digits, - and _ that begins with a letter, not 1a.");
    }

    @Test
    void aClipScopeWithoutClipNormIsRefused() {
        assertThat(problems(MINIMAL + "clip-scope: total\n"))
                .containsExactly("my.yaml:3: clip-scope says what clip-norm limits, but there is no clip-norm.");
    }

    @Test
    void settingsAreNamedByTheirOption() {
        assertThat(problems(
                        MINIMAL,
                        new Setting("epochs", "\"many\"", "--epochs"),
                        new Setting("model.3.dense.units", "5", "--set model.3.dense.units"),
                        new Setting("epochs.x", "5", "--set epochs.x"),
                        new Setting("a..b", "5", "--set a..b"),
                        new Setting("seed", "{", "--seed")))
                .containsExactly(
                        "--set model.3.dense.units: model has no entry 3: its entries are 0 to 0.",
                        "--set epochs.x: epochs is the single value \"many\", which has no x.",
                        "--set a..b: \"a..b\" is not a path of keys such as optimizer.adam.lr.",
                        "--seed: This is not YAML: expected the node content, but found '<stream end>' while parsing a flow node.",
                        "--epochs: epochs must be a whole number >= 1, not \"many\".");
    }

    @Test
    void aSettingForARuleThatIsNotThereNamesTheNearest() {
        String spec = MINIMAL + "regularizers: [l1, dropout, l1]\n";
        assertThat(problems(spec, new Setting("regularizers.dropuot.drop", "0.1", "--set")))
                .containsExactly("--set: regularizers has no dropuot: it holds l1, dropout, l1. Nearest: dropout.");
        assertThat(problems(spec, new Setting("regularizers.l1.lambda", "0.1", "--set")))
                .containsExactly(
                        "--set: regularizers has several l1; say which by its number, for instance regularizers.0.");
        assertThat(problems(MINIMAL, new Setting("regularizers.l1.lambda", "0.1", "--set")))
                .containsExactly(
                        "--set: regularizers has no l1: there are none. Add one, for instance regularizers=[l1].");
    }

    @Test
    void whatIsNotASpecIsRefused() {
        assertThat(problems("- a\n- b\n"))
                .containsExactly(
                        "my.yaml:1: A spec is a group of keys such as data, model and epochs, not a list of 2.");
        assertThat(problems(""))
                .containsExactly("my.yaml:1: A spec is a group of keys such as data, model and epochs, not nothing.");
        assertThat(problems("data: digits\n---\ndata: digits\n"))
                .containsExactly("my.yaml:2: A second document begins here; a spec is one document.");
    }

    @Test
    void aFlawInTheYamlIsNamedWithItsLine() {
        assertThat(problems("data: digits\nmodel:\n\t- relu\n"))
                .containsExactly("my.yaml:3: This is not YAML: a tab stands where spaces must indent.");
        assertThat(problems("data: digits\nmodel: [relu\nepochs: 3\n"))
                .singleElement()
                .asString()
                .startsWith("my.yaml:3: This is not YAML: ");
        assertThat(problems("data: digits\nepochs: \u00003\n"))
                .containsExactly("my.yaml:2: The character U+0000 has no place in a spec.");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThat(problems("data: digits\nepochs: 1\nmodel: [relu]\nepochs: 2\n"))
                .containsExactly("my.yaml:4: The key epochs stands here a second time (first in line 2).");
    }

    @Test
    void anchorsAliasesAndTagsAreRefused() {
        assertThat(problems("a: &x [relu]\nb: *x\nc: !!java.lang.Runtime {}\n"))
                .containsExactly(
                        "my.yaml:1: Anchors (&) and aliases (*) are not read in specs; write the value out.",
                        "my.yaml:2: Anchors (&) and aliases (*) are not read in specs; write the value out.",
                        "my.yaml:3: Tags such as tag:yaml.org,2002:java.lang.Runtime are not read in specs.");
    }

    @Test
    void depthAndLengthHaveLimits() {
        assertThat(problems("data: " + "[".repeat(100_000)))
                .containsExactly("my.yaml:1: This is nested deeper than 32 levels.");
        assertThat(problems("data: " + "x".repeat(1 << 20)))
                .containsExactly(
                        "my.yaml: this is too long for a spec: 1,048,582 characters, where at most 1,048,576 are read.");
    }

    @Test
    void manyProblemsAreCutShort() {
        StringBuilder spec = new StringBuilder(MINIMAL);
        for (int i = 0; i < 100; i++) {
            spec.append("zz").append(i).append(": 1\n");
        }

        assertThat(problems(spec.toString())).hasSize(21).last().isEqualTo("… and 80 more problems.");
    }

    @Test
    void whatIsShownOfAUsersTextIsShortAndPrintable() {
        String line = problems(MINIMAL + "epochs: \"\\e[31m" + "long ".repeat(100) + "\"\n")
                .get(0);

        assertThat(line).hasSizeLessThan(160).endsWith("…\".").doesNotContain("\u001b");
    }

    private static List<String> problems(String spec, Setting... settings) {
        SpecSource source = new SpecSource("my.yaml", Optional.of(spec), Arrays.asList(settings));
        RequestException error =
                catchThrowableOfType(RequestException.class, () -> new SpecFiles(new SpecPlugins()).read(source));
        return error.getMessage().lines().toList();
    }
}

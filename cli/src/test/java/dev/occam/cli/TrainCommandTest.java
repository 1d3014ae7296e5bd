package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.occam.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    @Test
    void everyOptionBecomesASettingThatNamesIt() {
        assertThat(run.of(
                        "train",
                        "--set",
                        "optimizer.adam.lr=0.1",
                        "--data",
                        "a \"b\".csv",
                        "--model",
                        "dense:128,relu",
                        "--loss",
                        "huber",
                        "--optimizer",
                        "sgd:lr=1",
                        "--regularizer",
                        "l1:lambda=1@all",
                        "--regularizer",
                        "l2",
                        "--strategies",
                        "sam,ema:decay=0.9",
                        "--schedule",
                        "cosine",
                        "--epochs",
                        "5",
                        "--batch",
                        "full",
                        "--seed",
                        "1",
                        "--no-shuffle",
                        "--clip-norm",
                        "2",
                        "--early-stopping",
                        "patience=5",
                        "--validation",
                        "0.2",
                        "--backend",
                        "opencl:1",
                        "--threads",
                        "2",
                        "--init",
                        "w.safetensors",
                        "--set",
                        "keep=best"))
                .isZero();
        assertThat(run.engine.read.text()).isEmpty();
        assertThat(run.engine.read.settings())
                .containsExactly(
                        new Setting("data", "\"a \\\"b\\\".csv\"", "--data"),
                        new Setting("model", "\"dense:128,relu\"", "--model"),
                        new Setting("loss", "\"huber\"", "--loss"),
                        new Setting("optimizer", "\"sgd:lr=1\"", "--optimizer"),
                        new Setting("regularizers", "[\"l1:lambda=1@all\", \"l2\"]", "--regularizer"),
                        new Setting("strategies", "\"sam,ema:decay=0.9\"", "--strategies"),
                        new Setting("schedule", "\"cosine\"", "--schedule"),
                        new Setting("epochs", "5", "--epochs"),
                        new Setting("batch", "full", "--batch"),
                        new Setting("seed", "1", "--seed"),
                        new Setting("shuffle", "false", "--no-shuffle"),
                        new Setting("clip-norm", "2", "--clip-norm"),
                        new Setting("early-stopping", "\"patience=5\"", "--early-stopping"),
                        new Setting("validation", "0.2", "--validation"),
                        new Setting("backend", "\"opencl:1\"", "--backend"),
                        new Setting("threads", "2", "--threads"),
                        new Setting("init", "\"w.safetensors\"", "--init"),
                        new Setting("optimizer.adam.lr", "0.1", "--set optimizer.adam.lr"),
                        new Setting("keep", "best", "--set keep"));
    }

    @Test
    void dataWithOptionsStandInBraces() {
        run.of("train", "--data", "{path: iris.csv, label: species}");

        assertThat(run.engine.read.settings())
                .containsExactly(new Setting("data", "{path: iris.csv, label: species}", "--data"));
    }

    @Test
    void aSpecFileIsReadUnderItsName() throws IOException {
        Path spec = Files.writeString(folder.resolve("my.yaml"), "data: digits\n");

        run.of("train", spec.toString());

        assertThat(run.engine.read.name()).isEqualTo(spec.toString());
        assertThat(run.engine.read.text()).contains("data: digits\n");
    }

    @Test
    void theRunFolderIsNamedAfterTimeAndData() throws IOException {
        run.folder = folder;
        Files.createDirectories(folder.resolve("runs/20261122-104500-iris"));

        run.of("train", "--data", "some/where/iris.csv.gz");

        assertThat(run.engine.options.folder()).contains(folder.resolve("runs/20261122-104500-iris-2"));
    }

    @Test
    void anOutputFolderIsTakenAsGiven() {
        run.of("train", "--output", "here", "--accept-other-coverage");

        assertThat(run.engine.options.folder()).contains(Path.of("here"));
        assertThat(run.engine.options.acceptOtherCoverage()).isTrue();
        assertThat(run.engine.options.resume()).isEmpty();
    }

    @Test
    void aResumedRunGoesOnInItsFolderWithItsSpec() throws IOException {
        Files.writeString(folder.resolve("spec.yaml"), "data: digits\n");

        run.of("train", "--resume", folder.toString(), "--epochs", "9");

        assertThat(run.engine.read.name()).isEqualTo(folder.resolve("spec.yaml").toString());
        assertThat(run.engine.read.settings()).containsExactly(new Setting("epochs", "9", "--epochs"));
        assertThat(run.engine.options.folder()).contains(folder);
        assertThat(run.engine.options.resume()).contains(folder);
    }

    @Test
    void aRunIsShownInFull() {
        assertThat(run.of("train", "--output", "out")).isZero();
        assertThat(run.out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out)
                .contains("backend  cpu: CPU, 2 threads, 512-bit vectors\n")
                .contains("warning: Decay and max-norm")
                .contains("      3/3      0.3333    50.00 %      0.5000    25.00 %       3.0\n")
                .contains("test        0.0884   97.22 %\n")
                .contains("3 epochs on cpu in 2.4 s, kept the weights of epoch 2 (12,346 examples a second)\n")
                .contains(
                        "under-regularized: The model fits the training part much better than the\nvalidation part.\n  The gap is 0.5. Try more decay.\n")
                .contains("report  " + Path.of("out", "report.html") + "\n");
        assertThat(run.err).isEmpty();
    }

    @Test
    void underJsonStandardOutputIsTheResultAlone() throws IOException {
        assertThat(run.of("train", "--output", "out", "--json")).isZero();

        JsonNode json = run.json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "run",
                        "epochs",
                        "best_epoch",
                        "train",
                        "validation",
                        "test",
                        "seconds",
                        "backend",
                        "examples_per_second",
                        "train.penalty",
                        "update.share",
                        "decay.timescale",
                        "layers",
                        "diagnosis");
        assertThat(json.at("/diagnosis/0/name").asText()).isEqualTo("under-regularized");
        assertThat(json.at("/diagnosis/0/evidence").asText()).isEqualTo("The gap is 0.5.");
        assertThat(json.get("layers").get("hidden.weight").toString())
                .isEqualTo("{\"mean_abs\":0.1,\"l2\":2.0,\"zeros\":0.25,\"share\":{\"decoupled-decay\":0.5}}");
        assertThat(json.get("decay.timescale").toString())
                .isEqualTo("{\"decoupled-decay\":{\"steps\":1000.0,\"epochs\":50.0}}");
        assertThat(json.get("run").asText()).isEqualTo("out");
        assertThat(json.get("best_epoch").asInt()).isEqualTo(2);
        assertThat(json.at("/test/loss").asDouble()).isEqualTo(0.0884);
        assertThat(json.at("/test/accuracy").asDouble()).isEqualTo(0.9722);
        assertThat(run.err).contains("hidden.weight").contains("3/3");
    }

    @Test
    void quietPrintsTheRunFolderAlone() {
        run.terminal = true;

        assertThat(run.of("train", "--quiet", "--output", "out")).isZero();
        assertThat(run.out).isEqualTo("out\n");
        assertThat(run.err).isEmpty();
    }

    @Test
    void logsShowAboutTwentyEpochs() {
        run.engine.epochs = 1000;

        run.of("train", "--output", "out");

        assertThat(run.out.lines().filter(line -> line.contains("/1000"))).hasSizeBetween(20, 22);
        assertThat(run.out).contains(" 1/1000 ").contains("\n1000/1000 ");
    }

    @Test
    void aTerminalHasOneLineThatIsDrawnAgainAndGone() {
        run.terminal = true;

        run.of("train", "--output", "out");

        String progress = run.out.substring(run.out.indexOf('\r'), run.out.lastIndexOf('\r') + 4);
        assertThat(progress)
                .startsWith("\repoch 1/3 [==")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
        assertThat(run.out).contains("\u001b[1m");
    }

    @Test
    void coloursAreOffWhereTheyAreNotWanted() {
        run.terminal = true;
        run.environment.put("NO_COLOR", "1");

        run.of("train", "--output", "out");

        assertThat(run.out.replace("\u001b[K", "")).doesNotContain("\u001b");
    }

    @Test
    void anInterruptedRunSaysHowToGoOn() throws IOException {
        assertThat(Interruption.message(folder)).isEqualTo("Interrupted before the first checkpoint.");

        Files.createFile(folder.resolve("checkpoint.safetensors"));

        assertThat(Interruption.message(folder))
                .isEqualToNormalizingNewlines(
                        "Interrupted. The last complete checkpoint stands; go on with\n  occam train --resume "
                                + folder);
    }

    @Test
    void pluginFoldersAreHandedToTheEngine() {
        run.of("--plugins", "a", "train", "--plugins", "b", "--output", "out");

        assertThat(run.pluginFolders).containsExactly(Path.of("a"), Path.of("b"));
    }
}

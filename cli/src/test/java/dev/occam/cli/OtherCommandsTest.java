package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.DataChoice;
import dev.occam.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {
    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    @BeforeEach
    void aRunFolder() throws IOException {
        Files.writeString(folder.resolve("spec.yaml"), "data: digits\n");
    }

    @Test
    void evaluateTakesTheDataOfTheRunOrThoseGiven() {
        assertThat(run.of("evaluate", folder.toString())).isZero();
        assertThat(run.engine.data).isEqualTo(new DataChoice.Named("digits", Map.of()));
        assertThat(run.engine.backend).isEqualTo("auto");
        assertThat(run.out).isEqualTo("""
                        data      loss  accuracy
                        digits  0.5000   90.00 %
                        These are all rows of the run's data, also those that it was trained on.
                        """);

        assertThat(run.of("evaluate", folder.toString(), "--data", "new.csv", "--backend", "cpu"))
                .isZero();
        assertThat(run.engine.data).isEqualTo(new DataChoice.Named("new.csv", Map.of()));
        assertThat(run.engine.backend).isEqualTo("cpu");
    }

    @Test
    void evaluateWithJsonPrintsLossAndAccuracy() throws IOException {
        run.of("evaluate", folder.toString(), "--json");

        assertThat(run.json().get("loss").asDouble()).isEqualTo(0.5);
        assertThat(run.json().get("accuracy").asDouble()).isEqualTo(0.9);
        assertThat(run.json().get("data").asText()).isEqualTo("digits");
    }

    @Test
    void aModelFileDoesNotSayWhichDataToUse() throws IOException {
        Path model = Files.createFile(folder.resolve("model.safetensors"));

        assertThat(run.of("evaluate", model.toString())).isEqualTo(2);
        assertThat(run.err).isEqualTo(model + " does not say which data to use.\n  Name them with --data.\n");
    }

    @Test
    void predictPrintsCsvWithQuotesWhereTheyAreNeeded() {
        assertThat(run.of("predict", folder.toString(), "--data", "x.csv")).isZero();
        assertThat(run.out)
                .isEqualTo("class,cat,\"dog, \"\"big\"\"\"\r\ncat,0.75,0.25\r\n\"dog, \"\"big\"\"\",0.0,1.0\r\n");
    }

    @Test
    void predictWritesInTheCharsetOfItsStream() {
        run.engine.predictions = new TrainedModel.Predictions(List.of("größe"), new float[] {1}, new int[0]);

        run.of("predict", folder.toString(), "--data", "x.csv");

        assertThat(run.out).isEqualTo("größe\r\n1.0\r\n");
    }

    @Test
    void predictWritesAFileWholeAndSaysSo() throws IOException {
        Path file = folder.resolve("p.csv");

        assertThat(run.of("predict", folder.toString(), "--data", "x.csv", "--output", file.toString()))
                .isZero();
        assertThat(run.out).isEqualTo("2 predictions in " + file + "\n");
        assertThat(Files.readString(file)).startsWith("class,cat,").hasLineCount(3);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void predictRefusesAFolderThatIsNotThere() {
        Path file = folder.resolve("none/p.csv");

        assertThat(run.of("predict", folder.toString(), "--data", "x.csv", "--output", file.toString()))
                .isEqualTo(2);
        assertThat(run.err)
                .isEqualTo("Cannot write " + file
                        + ": its folder does not exist.\n  Name a file in a folder that there is.\n");
    }

    @Test
    void predictedValuesHaveNoClasses() throws IOException {
        run.engine.predictions =
                new TrainedModel.Predictions(List.of("price"), new float[] {1.5f, Float.NaN}, new int[0]);

        run.of("predict", folder.toString(), "--data", "x.csv");
        assertThat(run.out).isEqualTo("price\r\n1.5\r\nNaN\r\n");

        run.of("predict", folder.toString(), "--data", "x.csv", "--json");
        assertThat(run.json().at("/predictions/0/values/0").asDouble()).isEqualTo(1.5);
        assertThat(run.json().at("/predictions/1/values/0").isNull()).isTrue();
    }

    @Test
    void predictedClassesAsJsonHaveTheirProbabilitiesInTheOrderOfTheClasses() throws IOException {
        run.of("predict", folder.toString(), "--data", "x.csv", "--json");

        assertThat(run.json().at("/classes/1").asText()).isEqualTo("dog, \"big\"");
        assertThat(run.json().at("/predictions/0/class").asText()).isEqualTo("cat");
        assertThat(run.json().at("/predictions/0/probabilities/0").asDouble()).isEqualTo(0.75);
    }

    @Test
    void explainPrintsEverySection() {
        assertThat(run.of("explain")).isZero();
        assertThat(run.out)
                .contains("elsewhere\n  decoupled-decay lambda=0.01: PyTorch AdamW weight_decay=0.01\n")
                .contains("one update, in this order\n  data gradient\n")
                .contains("a step runs 2 programs\n  program forward [64x128]\n  matmul hidden [1x64x128, k 64]\n")
                .contains("memory\n  weights  0.04 MB\n  scratch    12 MB\n");
        assertThat(run.out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));

        run.of("explain", "--listing");
        assertThat(run.out).contains("    %0 = load b0[i0]\n");
    }

    @Test
    void explainSaysWhatIsFrozenAndWhatSeveralLayersUse() {
        run.of("explain");
        assertThat(run.out)
                .containsPattern("\nbase.weight +weight +\\[64, 64\\] +frozen +4,096\n= 2.weight\n= 4.weight\n");
    }

    @Test
    void explainWithJsonHoldsTheCoverageTable() throws IOException {
        run.of("explain", "--json");

        assertThat(run.json().at("/coverage/rows/0/weight").asText()).isEqualTo("hidden.weight");
        assertThat(run.json().at("/coverage/rows/0/values").asInt()).isEqualTo(8192);
        assertThat(run.json().at("/coverage/rows/0/frozen").asBoolean()).isFalse();
        assertThat(run.json().at("/coverage/rows/2/frozen").asBoolean()).isTrue();
        assertThat(run.json().at("/coverage/rows/2/aliases/1").asText()).isEqualTo("4.weight");
        assertThat(run.json().at("/memory_bytes/weights").asInt()).isEqualTo(38_440);
    }

    @Test
    void backendsSaysWhatCanRunAndWhatToDoAboutTheOthers() {
        assertThat(run.of("backends")).isZero();
        assertThat(run.out).isEqualTo("""
                cpu  usable, score 200 (occam-backend-cpu-0.1.0.jar)
                  cpu:0  CPU, 2 threads, 512-bit vectors  6442 MB
                opencl  cannot run here
                  no OpenCL platform was found.
                  Install a driver (for a CPU: pocl-opencl-icd) or use --backend cpu.
                """);
    }

    @Test
    void backendsWithJsonHoldsReasonAndRemedy() throws IOException {
        run.of("backends", "--json");

        assertThat(run.json().at("/backends/0/devices/0/memory_bytes").asLong()).isEqualTo(6L << 30);
        assertThat(run.json().at("/backends/1/usable").asBoolean()).isFalse();
        assertThat(run.json().at("/backends/1/reason").asText()).isEqualTo("no OpenCL platform was found");
    }

    @Test
    void anUnknownPluginIsRefused() {
        assertThat(run.of("plugins", "none-such-plugin")).isEqualTo(2);
        assertThat(run.err).startsWith("No plugin is called \"none-such-plugin\".");
    }

    @Test
    void pluginsWithJsonIsAList() throws IOException {
        run.of("plugins", "--json");

        assertThat(run.json().get("plugins").isArray()).isTrue();
        assertThat(run.json().get("unreadable").isArray()).isTrue();
    }
}

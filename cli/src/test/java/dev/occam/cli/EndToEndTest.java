package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.occam.catalog.PluginCatalog;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as users start it: a process of its own, with the real engine, backend and rules. */
@Timeout(180)
class EndToEndTest {
    @TempDir
    private Path folder;

    @Test
    void theDefaultRunReachesItsAccuracyAndItsSpecRepeatsItBitForBit() throws Exception {
        JsonNode first = json(start("train", "--json", "--quiet", "--output", "first"));
        JsonNode second = json(start("train", "--json", "--quiet", "--output", "second", "first/spec.yaml"));

        assertThat(first.at("/test/accuracy").asDouble()).isGreaterThanOrEqualTo(0.96);
        assertThat(second.at("/test/loss").asDouble())
                .isEqualTo(first.at("/test/loss").asDouble());
        assertThat(folder.resolve("second/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("first/model.safetensors"));
        assertThat(folder.resolve("second/spec.yaml")).hasSameTextualContentAs(folder.resolve("first/spec.yaml"));
        assertThat(folder.resolve("first"))
                .isDirectoryContaining("glob:**report.html")
                .isDirectoryContaining("glob:**metrics.jsonl")
                .isDirectoryContaining("glob:**run.json")
                .isDirectoryContaining("glob:**checkpoint.safetensors");
        assertThat(folder.resolve("first/report.html")).content().contains("What is taken for what", "data:image/png");
    }

    @Test
    void aTerminatedRunExitsWith143AndCanBeResumed() throws Exception {
        Process run = start("train", "--epochs", "1000000", "--output", "run");
        while (!Files.exists(folder.resolve("run/checkpoint.safetensors"))) {
            assertThat(run.isAlive()).isTrue();
            Thread.sleep(20);
        }

        run.destroy();

        assertThat(run.waitFor()).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("err.txt"))).contains("occam train --resume run");
        assertThat(start("train", "--resume", "run", "--epochs", "1", "--quiet").waitFor())
                .isZero();
    }

    @Test
    void aWrongSpecExitsWith2AndItsLine() throws Exception {
        Files.writeString(
                folder.resolve("my.yaml"), "data: digits\nmodel: [relu]\nregularizers:\n  - l3: {lambda: 1}\n");

        assertThat(start("train", "my.yaml").waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err.txt")))
                .contains("my.yaml:4: No regularizer is called \"l3\". Nearest: l2. Installed: activity-l1, ");
    }

    @Test
    void aBenchmarkMeasuresTheRealBackend() {
        try (PluginCatalog catalog = PluginCatalog.find(List.of());
                Device device = catalog.create(Backend.class, "cpu").open(DeviceRequest.DEFAULT)) {
            Benchmark.Speed speed = Benchmark.run(device, 16, 1000, 0, 1_000_000);

            assertThat(speed.gigaflops()).isPositive();
            assertThat(speed.gigabytes()).isPositive();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private JsonNode json(Process run) throws IOException, InterruptedException {
        String output;
        try (BufferedReader reader = run.inputReader(StandardCharsets.UTF_8)) {
            output = String.join("\n", reader.lines().toList());
        }
        assertThat(run.waitFor())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        return Json.MAPPER.readTree(output);
    }
}

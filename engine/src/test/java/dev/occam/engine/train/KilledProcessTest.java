package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
    private static final int KILLS = 6;

    @TempDir
    private Path temporary;

    @Test
    void aProcessThatIsKilledAtRandomMomentsEndsInTheSameBytes() throws IOException, InterruptedException {
        Path whole = temporary.resolve("whole");
        Path killed = temporary.resolve("killed");
        Occam.engine()
                .train(KilledRun.spec(), RunOptions.into(whole), TrainingListener.NONE)
                .model()
                .close();
        SplittableRandom random = new SplittableRandom(7);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(killed);
            waitForEpochs(killed, epochs(killed) + 1, process);
            process.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        assertThat(start(killed).waitFor()).isZero();

        assertThat(killed.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(metrics(killed)).isEqualTo(metrics(whole)).hasSize(60);
    }

    private Process start(Path folder) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                folder.toString());
        File log = temporary.resolve("log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static void waitForEpochs(Path folder, int count, Process process)
            throws IOException, InterruptedException {
        while (process.isAlive() && epochs(folder) < count) {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    private static int epochs(Path folder) throws IOException {
        Path metrics = folder.resolve("metrics.jsonl");
        return Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0;
    }

    private static List<String> metrics(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"seconds\":[^,]*,", ""))
                .toList();
    }
}

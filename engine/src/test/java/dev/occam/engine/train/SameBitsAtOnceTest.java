package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs in processes of their own, so that no other test decides which kernels they use. */
class SameBitsAtOnceTest {
    private static final int RUNS = 4;

    @TempDir
    private Path temporary;

    @Test
    void plainCodeAndVectorsFusedOrNotGiveANetworkOfImagesTheSameBitsOnAnyNumberOfThreads()
            throws IOException, InterruptedException {
        List<String> plain = bits("plain");
        List<String> vectors = bits("vectors", "--add-modules=jdk.incubator.vector");

        assertThat(plain).hasSize(RUNS).containsOnly(plain.get(0));
        assertThat(vectors).hasSize(RUNS).containsOnly(plain.get(0));
        assertThat(usedClasses("plain"))
                .contains("matmul.ScalarMatmul", "loop.FusedLoop$Generated", "loop.ScalarLanes")
                .doesNotContain("matmul.VectorMatmul", "loop.VectorLanes");
        assertThat(usedClasses("vectors"))
                .contains(
                        "matmul.VectorMatmul",
                        "matmul.Tile$Generated",
                        "matmul.WindowTiles",
                        "loop.FusedLoop$Generated",
                        "loop.VectorLanes",
                        "kernel.VectorElementary",
                        "kernel.VectorConditions",
                        "kernel.RunCopy")
                .doesNotContain("loop.ScalarLanes");
    }

    /** A line for each run; the JVM also writes down which classes it loads, which it does when they are first used. */
    private List<String> bits(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xlog:class+load:file=" + temporary.resolve(name + ".classes") + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                AtOnceRuns.class.getName()));
        Path out = temporary.resolve(name + ".out");
        Path err = temporary.resolve(name + ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(err)).isZero();
        return Files.readAllLines(out);
    }

    /** Names below the backend's package, those of hidden classes without their address. */
    private List<String> usedClasses(String name) throws IOException {
        return Files.readAllLines(temporary.resolve(name + ".classes")).stream()
                .filter(line -> line.startsWith("dev.occam.cpu."))
                .map(line -> line.replaceAll("^dev\\.occam\\.cpu\\.|[/+ ].*$", ""))
                .distinct()
                .toList();
    }
}

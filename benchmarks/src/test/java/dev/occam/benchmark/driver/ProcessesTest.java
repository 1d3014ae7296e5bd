package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.benchmark.work.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @Test
    void ourOwnProcessDoesWhatItIsTold(@TempDir Path root) {
        Processes processes = new Processes(root);

        try (ChildProcess child = processes.start("occam", 1)) {
            assertThat(child.version()).startsWith("Occam");
            assertThat(child.prepare("w0", Work.parse("matmul 8x8x8"))).isTrue();
            assertThat(child.warm("w0", 0.01)).isPositive();
            assertThat(child.run("w0", 10)).isPositive();
            assertThat(child.check("w0")).startsWith("error");
            assertThatThrownBy(() -> child.run("w9", 1))
                    .isInstanceOf(Station.Failure.class)
                    .hasMessageContaining("nothing is prepared as w9");
            child.release("w0");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void aProcessThatEndsIsAFailureThatNamesItsLog(@TempDir Path folder) {
        ChildProcess child = ChildProcess.start(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version"),
                folder.resolve("its.log"));

        assertThatThrownBy(child::version)
                .isInstanceOf(Station.Failure.class)
                .hasMessageContaining("ended")
                .hasMessageContaining("its.log");
        child.close();
    }

    @Test
    void aPeerThatIsNotBuiltSaysHowToBuildIt(@TempDir Path root) {
        Processes processes = new Processes(root);

        assertThat(processes.available()).startsWith("occam").doesNotContain("djl");
        assertThat(processes.unavailable("djl").orElseThrow()).contains("benchmarks/run --peers djl");
        assertThat(processes.unavailable("occam")).isEmpty();
        assertThatThrownBy(() -> processes.command("djl", 1)).hasMessageContaining("djl");
    }

    @Test
    void aBuiltPeerGetsItsThreadsAndItsFlags(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("benchmarks/peers/djl/target/lib"));

        ProcessBuilder command = new Processes(root).command("djl", 2);

        assertThat(command.command()).contains("-Dai.djl.pytorch.num_threads=2").endsWith("djl", "2");
        assertThat(command.environment()).containsEntry("OMP_NUM_THREADS", "2");
    }

    @Test
    void aPeerThatNeedsANewerJavaSaysSo(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("benchmarks/peers/smile/target/lib"));
        Processes processes = new Processes(root);

        if (Runtime.version().feature() < 25) {
            assertThat(processes.unavailable("smile").orElseThrow()).contains("Java 25");
        } else {
            assertThat(processes.available()).contains("smile");
        }
    }

    @Test
    void processorTimeGrowsWithWork() {
        long process = ProcessHandle.current().pid();
        double before = ProcessorTime.of(process);
        double sum = 0;
        long end = System.nanoTime() + 200_000_000;
        while (System.nanoTime() < end) {
            sum += Math.sin(sum + 1);
        }

        assertThat(sum).isFinite();
        if (Files.exists(Path.of("/proc/self/stat"))) {
            assertThat(ProcessorTime.of(process)).isGreaterThan(before);
            assertThat(ProcessorTime.ofMachine()).isGreaterThan(ProcessorTime.of(process));
        }
        assertThat(ProcessorTime.of(Long.MAX_VALUE)).isZero();
    }

    @Test
    void theMachineIsDescribed() {
        assertThat(Machine.here().describe()).contains("cores of").contains("Java " + Runtime.version());
    }

    @Test
    void anUnknownCommitIsRefused(@TempDir Path root) throws Exception {
        git(root, "init", "-q");

        assertThatThrownBy(() -> new OtherCommit(root, "nothing", root.resolve("work")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("git rev-parse")
                .hasMessageContaining("nothing");
    }

    @Test
    void aCommitWithoutTheseBenchmarksIsRefusedAndItsWorktreeRemoved(@TempDir Path root) throws Exception {
        git(root, "init", "-q");
        Files.writeString(root.resolve("a"), "b", StandardCharsets.UTF_8);
        git(root, "add", "a");
        git(root, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first");

        assertThatThrownBy(() -> new OtherCommit(root, "HEAD", root.resolve("work")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commit HEAD has no benchmarks");
        assertThat(root.resolve("work")).isEmptyDirectory();
        assertThat(OtherCommit.describe(root)).matches("[0-9a-f]+");
    }

    private static void git(Path folder, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}

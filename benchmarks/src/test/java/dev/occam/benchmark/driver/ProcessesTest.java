package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.benchmark.work.Work;
import java.io.IOException;
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

    private static ChildProcess answering(Path folder, String answer) {
        return ChildProcess.start(
                new ProcessBuilder("sh", "-c", "read line; echo '> " + answer + "'"), folder.resolve("its.log"));
    }

    @Test
    void aFailureToPrepareIsNotTakenForAWorkThatAPeerCannotDo(@TempDir Path folder) {
        try (ChildProcess failing = answering(folder, "failed java.lang.OutOfMemoryError: heap");
                ChildProcess unable = answering(folder, "unsupported");
                ChildProcess confused = answering(folder, "what")) {
            assertThatThrownBy(() -> failing.prepare("w0", Work.parse("step tiny")))
                    .isInstanceOf(Station.Failure.class)
                    .hasMessage("java.lang.OutOfMemoryError: heap");
            assertThat(unable.prepare("w0", Work.parse("step tiny"))).isFalse();
            assertThatThrownBy(() -> confused.prepare("w0", Work.parse("step tiny")))
                    .isInstanceOf(Station.Failure.class)
                    .hasMessage("what");
        }
    }

    private static List<String> chosen(Path root, String... names) {
        return new Processes(root).choose(List.of(names), line -> {});
    }

    @Test
    void aPeerThatIsNotBuiltSaysHowToBuildIt(@TempDir Path root) {
        assertThat(chosen(root, "none")).containsExactly("occam");
        assertThatThrownBy(() -> chosen(root, "djl"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("peer djl cannot run here")
                .hasMessageContaining("benchmarks/run --peers djl");
        assertThatThrownBy(() -> new Processes(root).command("djl", 1)).hasMessageContaining("djl cannot be started");
    }

    @Test
    void anUnknownPeerIsRefusedWithThoseThatThereAre(@TempDir Path root) {
        assertThatThrownBy(() -> chosen(root, "jax"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no peer is called jax")
                .hasMessageContaining("djl")
                .hasMessageContaining("pytorch");
    }

    @Test
    void ofAllPeersThoseThatCannotRunAreLoggedWithTheReason(@TempDir Path root) {
        List<String> log = new ArrayList<>();

        assertThat(new Processes(root).choose(List.of("all"), log::add))
                .startsWith("occam")
                .doesNotContain("djl");
        assertThat(log).anyMatch(line -> line.startsWith("mkl: ")).anyMatch(line -> line.startsWith("c: cc "));
    }

    @Test
    void nothingIsLookedForThatIsNotAskedFor(@TempDir Path root) {
        chosen(root, "none");

        assertThat(root.resolve("benchmarks/target/measured")).isEmptyDirectory();
    }

    @Test
    void aProgramThatIsNotThereIsToldFromOneThatFails(@TempDir Path folder) {
        Path log = folder.resolve("new/its.log");

        assertThat(Attempt.run(folder, log, 1, "no-such-program-7")).contains("no-such-program-7 is not on the PATH");
        assertThat(Attempt.run(folder, log, 1, "sh", "-c", "echo; echo bad luck >&2; echo more; exit 3"))
                .contains("sh failed: bad luck");
        assertThat(Attempt.run(folder, log, 1, "sh", "-c", "exit 3")).contains("sh failed: it printed nothing");
        assertThat(Attempt.run(folder, log, 1, "sh", "-c", "exit 0")).isEmpty();
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

        if (Runtime.version().feature() < 25) {
            assertThatThrownBy(() -> chosen(root, "smile")).hasMessageContaining("Java 25");
        } else {
            assertThat(chosen(root, "smile")).contains("smile");
        }
    }

    @Test
    void everyThreadOfTheLoopInCDoesItsPart(@TempDir Path root) throws IOException {
        Path source =
                Files.createDirectories(root.resolve("benchmarks/peers/c")).resolve("update.c");
        Files.copy(Path.of("peers/c/update.c"), source);
        Processes processes = new Processes(root);
        if (Attempt.run(root, root.resolve("cc.log"), 1, "cc", "--version").isPresent()) {
            assertThatThrownBy(() -> processes.choose(List.of("c"), line -> {})).hasMessageContaining("cc ");
            return;
        }

        assertThat(processes.choose(List.of("c"), line -> {})).containsExactly("occam", "c");
        try (ChildProcess child = processes.start("c", 3)) {
            assertThat(child.prepare("w0", Work.parse("step tiny"))).isFalse();
            assertThat(child.prepare("w0", Work.parse("update adam+decay+sum"))).isTrue();
            assertThat(child.run("w0", 2)).isPositive();
            assertThat(child.run("w0", 3)).isPositive();
            assertThat(child.check("w0")).isEqualTo("weights changed");
            child.release("w0");
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
}

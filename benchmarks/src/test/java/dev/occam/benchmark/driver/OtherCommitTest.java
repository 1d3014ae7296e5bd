package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommitTest {
    @Test
    void anUnknownCommitIsRefused(@TempDir Path root) throws Exception {
        Repository.empty(root);

        assertThatThrownBy(() -> new OtherCommit(root, "nothing", root.resolve("work")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no commit nothing in " + root);
    }

    @Test
    void aCommitWithoutTheseBenchmarksIsRefusedAndItsWorktreeRemoved(@TempDir Path root) throws Exception {
        Repository.commit(root, "folder/a");

        assertThatThrownBy(() -> new OtherCommit(root, "HEAD", root.resolve("work")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commit HEAD has no benchmarks");
        assertThat(root.resolve("work")).isEmptyDirectory();
        assertThat(OtherCommit.describe(root)).matches("[0-9a-f]+");
    }

    @Test
    void aBuildThatFailsNamesItsLog(@TempDir Path root) throws Exception {
        Repository.commit(root, "benchmarks/src/main/java/dev/occam/benchmark/peer/Child.java");
        Path log = root.resolve("work/commit-" + OtherCommit.describe(root) + ".log");

        assertThatThrownBy(() -> new OtherCommit(root, "HEAD", root.resolve("work")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("commit HEAD cannot be built: mvn ")
                .hasMessageEndingWith(";\n  see " + log)
                .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(2));
    }
}

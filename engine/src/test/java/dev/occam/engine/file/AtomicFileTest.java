package dev.occam.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import dev.occam.error.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("run.json");
        AtomicFile.writeText(file, "first");
        AtomicFile.writeText(file, "sécond");

        assertThat(file).hasContent("sécond");
        assertThat(names()).containsExactly("run.json");
    }

    @Test
    void aFailureKeepsThePreviousContentAndDeletesTheTemporaryFile() throws IOException {
        Path file = folder.resolve("run.json");
        AtomicFile.writeText(file, "first");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot write " + file + ": No space left on device.\n"
                        + "  What was there before is unchanged; check the disk's free space.");
        assertThat(file).hasContent("first");
        assertThat(names()).containsExactly("run.json");
    }

    @Test
    void anInterruptDoesNotLoseTheFile() {
        Path file = folder.resolve("checkpoint");
        Thread.currentThread().interrupt();
        try {
            AtomicFile.writeText(file, "whole");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("whole");
    }

    @Test
    void temporaryFilesOfKilledProcessesAreRemovedAndThoseOfLivingOnesAreNot() throws IOException {
        Path killed = folder.resolve(".run.json.999999999999-3.tmp");
        Path living = folder.resolve(".run.json." + ProcessHandle.current().pid() + "-999999.tmp");
        Path other = folder.resolve(".metrics.999999999999-3.tmp");
        for (Path path : List.of(killed, living, other)) {
            Files.writeString(path, "half", StandardCharsets.UTF_8);
        }

        AtomicFile.writeText(folder.resolve("run.json"), "whole");

        assertThat(killed).doesNotExist();
        assertThat(living).exists();
        assertThat(other).exists();
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> AtomicFile.writeText(folder.resolve("none/run.json"), ""))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("none"))
                .hasMessageContaining("Create it or choose another.");
    }

    @Test
    void aFolderCannotBeReplacedByAFile() {
        assertThatThrownBy(() -> AtomicFile.writeText(folder, ""))
                .isInstanceOf(RequestException.class)
                .hasMessage("Cannot write " + folder + ": it is a folder.\n  Name a file.");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NvidiaLibraryTest {
    @TempDir
    private Path root;

    private Path libraries;
    private Path vendors;

    @BeforeEach
    void folders() throws IOException {
        libraries = Files.createDirectory(root.resolve("lib"));
        vendors = Files.createDirectory(root.resolve("vendors"));
        Files.writeString(vendors.resolve("pocl.icd"), "libpocl.so.2\n");
    }

    @Test
    void aLibraryThatNoFileNamesIsNamedToTheLoader() throws IOException {
        Files.createFile(libraries.resolve("libnvidia-opencl.so.1"));

        assertThat(NvidiaLibrary.variables(List.of(libraries), vendors))
                .containsEntry("OCL_ICD_VENDORS", "libnvidia-opencl.so.1")
                .containsEntry("OCL_ICD_FILENAMES", "libnvidia-opencl.so.1");
        assertThat(NvidiaLibrary.variables(List.of(libraries), root.resolve("none")))
                .isNotEmpty();
    }

    @Test
    void aLibraryThatAFileNamesIsLeftToTheLoader() throws IOException {
        Files.createFile(libraries.resolve("libnvidia-opencl.so.1"));
        Files.writeString(vendors.resolve("nvidia.icd"), "libnvidia-opencl.so.1\n");

        assertThat(NvidiaLibrary.variables(List.of(libraries), vendors)).isEmpty();
    }

    @Test
    void withoutTheLibraryNothingIsSet() {
        assertThat(NvidiaLibrary.variables(List.of(libraries), vendors)).isEmpty();
    }
}

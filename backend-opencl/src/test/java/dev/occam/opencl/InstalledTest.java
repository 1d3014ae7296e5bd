package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Availability.Usable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the files are others")
final class InstalledTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        put("cache", "libc.so.6\0libOpenCL.so.1\0");
        put("vendors/pocl.icd", "libpocl.so.2.10.0\n");
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private Installed with(Map<String, String> environment) {
        return new Installed(folder.resolve("cache"), folder.resolve("vendors"), environment);
    }

    @Test
    void withPoclAloneThereAreOnlyProcessors() {
        assertThat(with(Map.of()).hasProcessorsOnly()).isTrue();
    }

    @Test
    void anotherDriverMayHaveAnything() throws IOException {
        put("vendors/mesa.icd", "libMesaOpenCL.so.1\n");

        assertThat(with(Map.of()).hasProcessorsOnly()).isFalse();
    }

    @Test
    void aLoaderThatTheLinkerDoesNotKnowIsNotThere() throws IOException {
        assertThat(with(Map.of()).hasNoLoader()).isFalse();

        put("cache", "libc.so.6\0");

        assertThat(with(Map.of()).hasNoLoader()).isTrue();
        assertThat(with(Map.of("LD_LIBRARY_PATH", "/opt/lib")).hasNoLoader()).isFalse();
    }

    @Test
    void whereTheLinkerKeepsNoNamesNothingIsKnown() throws IOException {
        Files.delete(folder.resolve("cache"));

        assertThat(with(Map.of()).hasNoLoader()).isFalse();
    }

    @Test
    void aLoaderWithoutAnnouncedDriversMayBeADriverItself() throws IOException {
        Files.delete(folder.resolve("vendors/pocl.icd"));

        assertThat(with(Map.of()).hasProcessorsOnly()).isFalse();
    }

    @Test
    void variablesThatPointElsewhereLeaveItOpen() {
        assertThat(with(Map.of("OCL_ICD_VENDORS", "libother.so")).hasProcessorsOnly())
                .isFalse();
        assertThat(with(Map.of("LD_LIBRARY_PATH", "/opt/lib")).hasProcessorsOnly())
                .isFalse();
    }

    @Test
    void whatTheFilesSayOfThisMachineIsTrue() {
        Here.assumeAPlatform();
        Usable usable = (Usable) new OpenCl().probe();

        assertThat(usable.score()).isLessThanOrEqualTo(new OpenCl().highestScore());
    }
}

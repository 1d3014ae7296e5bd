package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.DeviceRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs kernels of every kind, over tiny shapes, under oclgrind: it simulates a device and reports races, accesses outside of
 * buffers and misuse of the API. Slow, so only with the profile {@code oclgrind}. Its search for values that were never
 * written stays off: it reports buffers that the host has written.
 */
@Tag("oclgrind")
final class OclgrindTest {
    private static final Path DRIVER = Path.of("/usr/lib/oclgrind/liboclgrind-rt-icd.so");

    @TempDir
    private Path folder;

    /** Runs the kernels; prints "done". */
    static final class Kernels {
        private Kernels() {}

        public static void main(String[] arguments) {
            for (Target target : List.of(Target.vectors(4), Target.vectors(16), Target.groups(4))) {
                try (ClDevice device = OpenCl.open(DeviceRequest.DEFAULT, target)) {
                    Samples.run(device, device.compile(Samples.rectified(37)), 37, 37);
                    Samples.run(device, device.compile(Samples.noise(37)), 37, 37);
                    Samples.run(device, device.compile(Samples.softmax(3, 7)), 21);
                    Samples.run(device, device.compile(Samples.softmax(2, 37)), 74);
                    Samples.run(device, device.compile(Samples.columnSums(100, 19)), 1900, 19);
                    Samples.run(device, device.compile(Samples.update(33_003)), 33_003, 33_003, 1);
                    Samples.run(device, device.compile(Samples.plain(5, 19, 7)), 35, 133, 95);
                    Samples.run(device, device.compile(Samples.transposed(33, 35, 33)), 1089, 1155, 1155);
                    Samples.run(device, device.compile(Samples.plain(33, 64, 18)), 594, 1152, 2112);
                    Samples.run(device, device.compile(Samples.convolution(2, 6, 5, 20)), 360, 900, 1440);
                }
            }
            System.out.println("done");
        }
    }

    @Test
    void noKernelReadsOrWritesWhatItShouldNot() throws Exception {
        Assumptions.assumeTrue(Files.exists(DRIVER), "oclgrind is not installed");
        Path log = folder.resolve("log");
        Files.writeString(folder.resolve("oclgrind.icd"), DRIVER + "\n", StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of(
                "OCL_ICD_VENDORS", folder.toString(),
                "OCLGRIND_DATA_RACES", "1",
                // It does not know all instructions that its optimizer makes.
                "OCLGRIND_BUILD_OPTIONS", "-cl-opt-disable",
                "OCLGRIND_CHECK_API", "1",
                "OCLGRIND_MAX_ERRORS", "20",
                "OCLGRIND_LOG", log.toString());

        Child kernels = Child.run(Kernels.class, environment);

        assertThat(kernels.output()).contains("done");
        assertThat(log).content().isEmpty();
        assertThat(kernels.exit()).isZero();
    }
}

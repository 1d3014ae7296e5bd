package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Availability.Unusable;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts JVMs in surroundings in which OpenCL is not complete. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the loaders elsewhere take no variables")
final class DiscoveryTest {
    @TempDir
    private Path empty;

    /** Prints what the backend says of itself. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            OpenCl backend = new OpenCl();
            if (backend.probe() instanceof Unusable unusable) {
                System.out.println(unusable.reason() + " | " + unusable.remedy());
            }
            try {
                backend.open(DeviceRequest.DEFAULT).close();
            } catch (RequestException refusal) {
                System.out.println(refusal.getMessage());
            }
        }
    }

    @Test
    void withoutADriverItSaysThatNoneWasFoundAndWhatToInstall() throws Exception {
        Here.assumeAPlatform();
        Map<String, String> environment =
                Map.of("OCL_ICD_VENDORS", empty.toString(), "XDG_CACHE_HOME", empty.toString());

        Child probe = Child.run(Probe.class, environment);

        assertThat(probe.output())
                .contains("no OpenCL platform with a device for OpenCL 1.2 was found"
                        + " | Install a driver (for a CPU: pocl-opencl-icd) or use --backend cpu.")
                .contains("Backend \"opencl\" cannot run here, so it has no device \"\":");
        assertThat(probe.exit()).isZero();
    }

    @Test
    void loadersAreTriedWithAndWithoutTheVersion() {
        assertThat(LoaderNames.all()).endsWith("libOpenCL.so.1", "libOpenCL.so");
    }
}

package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.device.Launch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A JVM that ends while kernels run ends cleanly. */
final class ExitTest {
    /** Queues work for about a second, and exits. */
    static final class Leaver {
        private Leaver() {}

        public static void main(String[] arguments) {
            Device device = new OpenCl().open(DeviceRequest.DEFAULT);
            int size = 512;
            Buffer buffer = device.allocate(size * size);
            Buffer result = device.allocate(size * size);
            Launch product = device.compile(Samples.plain(size, size, size)).bind(List.of(buffer, buffer, result));
            for (int i = 0; i < 300; i++) {
                product.run(new Arguments(0));
            }
            System.out.println("leaving");
            System.exit(3);
        }
    }

    @Test
    void aJvmThatEndsWhileAKernelRunsEndsCleanly() throws Exception {
        Here.assumeAPlatform();

        Child leaver = Child.run(Leaver.class, Map.of());

        assertThat(leaver.output().strip()).endsWith("leaving").doesNotContain("SIG");
        assertThat(leaver.exit()).isEqualTo(3);
    }
}

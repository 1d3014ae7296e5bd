package dev.occam.cpu;

import com.google.auto.service.AutoService;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.matmul.TilesAtOnce;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import java.util.stream.Stream;

/**
 * The CPU with all work shared by all threads, and with kernels that are used from their first call on, compiled or not:
 * vectors where the JVM has them. Its device {@code fused} generates loops, any other does without.
 *
 * <p>It cannot run where {@link #allow} was not called: what is ready stays so for other tests of the process.
 */
@AutoService(Backend.class)
public record AtOnce() implements Backend {
    private static volatile boolean allowed;

    /** Lets it run in this process. */
    public static void allow() {
        if (VectorKernels.enabled()) {
            Stream.of(VectorKernels.values()).forEach(VectorKernels::markReady);
            TilesAtOnce.use();
        }
        allowed = true;
    }

    @Override
    public Availability probe() {
        return allowed
                ? new Cpu().probe()
                : new Availability.Unusable("it is for a test's own process", "Use --backend cpu.");
    }

    @Override
    public Device open(DeviceRequest request) {
        CpuDevice device = new CpuDevice(request.threads().orElseThrow(), "at once");
        device.splitAlways();
        if (request.selector().equals("fused")) {
            device.fuseAtOnce();
        }
        return device;
    }
}

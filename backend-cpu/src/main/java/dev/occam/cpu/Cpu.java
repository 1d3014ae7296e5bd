package dev.occam.cpu;

import com.google.auto.service.AutoService;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorWidth;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import java.util.List;
import java.util.Locale;

/**
 * The processor that Java runs on; always there.
 *
 * <p>With {@code --add-modules=jdk.incubator.vector} it uses vector kernels, otherwise scalar ones. Both give the same bits,
 * for any number of threads. The system property {@code occam.cpu.vectors=false} switches vectors off.
 */
@AutoService(Backend.class)
public record Cpu() implements Backend {
    private static final int SCALAR_SCORE = 100;
    private static final int VECTOR_SCORE = 200;
    private static final String REMEDY =
            "scalar path: start Java with --add-modules=jdk.incubator.vector for the vector kernels";

    @Override
    public Availability probe() {
        boolean vectors = VectorKernels.enabled();
        Availability.DeviceSummary summary = new Availability.DeviceSummary(
                deviceName(), Runtime.getRuntime().maxMemory());
        return new Availability.Usable(
                vectors ? VECTOR_SCORE : SCALAR_SCORE, List.of(summary), remark(vectors, VectorKernels.switchedOff()));
    }

    static String remark(boolean vectors, boolean switchedOff) {
        if (vectors) {
            return "";
        }
        return switchedOff ? "scalar path: -Doccam.cpu.vectors=false switches the vector kernels off" : REMEDY;
    }

    @Override
    public Device open(DeviceRequest request) {
        String selector = request.selector();
        boolean matches = selector.isEmpty()
                || selector.equals("0")
                || deviceName().toLowerCase(Locale.ROOT).contains(selector.toLowerCase(Locale.ROOT));
        if (!matches) {
            throw new RequestException(
                    "backend \"cpu\" has no device \"%s\". Devices: 0 (%s).".formatted(selector, deviceName()));
        }
        int threads = request.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        return VectorKernels.enabled()
                ? new CpuDevice(threads, VectorWidth.bits() + "-bit vectors").withVectorsWhenWorthwhile()
                : new CpuDevice(threads, "scalar");
    }

    private static String deviceName() {
        int cores = Runtime.getRuntime().availableProcessors();
        String architecture = System.getProperty("os.arch", "unknown");
        return "%s processor, %d %s".formatted(architecture, cores, cores == 1 ? "core" : "cores");
    }
}

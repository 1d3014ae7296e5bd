package dev.occam.opencl;

import com.google.auto.service.AutoService;
import dev.occam.device.Availability;
import dev.occam.device.Availability.DeviceSummary;
import dev.occam.device.Availability.Unusable;
import dev.occam.device.Availability.Usable;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import java.util.List;

/**
 * Graphics processors, and whatever else has an OpenCL 1.2 driver, processors among them.
 *
 * <p>Devices are numbered with GPUs first. How many threads work is the driver's business; a request for some number is
 * ignored. Kernels are cached in {@code $XDG_CACHE_HOME/occam/opencl}, by default under {@code ~/.cache}; the
 * system property {@code occam.opencl.cache=false} switches that off.
 */
@AutoService(Backend.class)
public record OpenCl() implements Backend {
    private static final int GPU_SCORE = 1000;
    /** A processor through OpenCL is slower than the processor itself. */
    private static final int PROCESSOR_SCORE = 50;

    @Override
    public String name() {
        return "opencl";
    }

    @Override
    public Availability probe() {
        Discovery found = Discovery.ofThisMachine();
        if (found.devices().isEmpty()) {
            return new Unusable(found.reason(), found.remedy());
        }
        List<DeviceSummary> summaries = found.devices().stream()
                .map(device -> new DeviceSummary(device.name(), device.memoryBytes()))
                .toList();
        return new Usable(score(found.devices().get(0)), summaries, "");
    }

    @Override
    public int highestScore() {
        return Installed.HERE.hasProcessorsOnly() ? PROCESSOR_SCORE : Integer.MAX_VALUE;
    }

    static int score(Hardware first) {
        return first.isProcessor() ? PROCESSOR_SCORE : GPU_SCORE + first.computeUnits();
    }

    @Override
    public Device open(DeviceRequest request) {
        Hardware hardware = select(request);
        return new ClDevice(hardware, hardware.target());
    }

    /** Opens a device with kernels for another kind of device, for tests. */
    static ClDevice open(DeviceRequest request, Target target) {
        return new ClDevice(select(request), target);
    }

    private static Hardware select(DeviceRequest request) {
        Discovery found = Discovery.ofThisMachine();
        if (found.devices().isEmpty()) {
            throw new RequestException("Backend \"opencl\" cannot run here, so it has no device \"%s\": %s.%n  %s"
                    .formatted(request.selector(), found.reason(), found.remedy()));
        }
        return Selection.of(request.selector(), found.devices());
    }
}

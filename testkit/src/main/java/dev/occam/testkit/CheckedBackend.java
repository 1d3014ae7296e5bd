package dev.occam.testkit;

import dev.occam.device.Availability;
import dev.occam.device.Availability.DeviceSummary;
import dev.occam.device.Availability.Usable;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import java.util.List;

/**
 * The {@link ReferenceBackend} under a {@link CheckingDevice}: what trains on it uses its device as it must. Found on every
 * class path that has the test kit, as {@code checked}.
 */
public record CheckedBackend() implements Backend {
    @Override
    public String name() {
        return "checked";
    }

    @Override
    public Availability probe() {
        long memory = Runtime.getRuntime().maxMemory();
        return new Usable(1, List.of(new DeviceSummary("plain double precision, checked", memory)), "");
    }

    @Override
    public Device open(DeviceRequest request) {
        return new CheckingDevice(new ReferenceBackend().open(request));
    }
}

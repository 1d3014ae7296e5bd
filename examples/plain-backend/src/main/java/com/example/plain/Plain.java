package com.example.plain;

import com.google.auto.service.AutoService;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import dev.occam.plugin.Description;
import java.util.List;

/** A backend in plain Java: it does what programs say, on one thread, and nothing faster. */
@AutoService(Backend.class)
@Description("One thread of ordinary Java: slow, and short enough to read.")
public record Plain() implements Backend {
    private static final String DEVICE = "plain Java";

    @Override
    public Availability probe() {
        long memory = Runtime.getRuntime().maxMemory();
        return new Availability.Usable(10, List.of(new Availability.DeviceSummary(DEVICE, memory)), "");
    }

    @Override
    public Device open(DeviceRequest request) {
        String selector = request.selector();
        if (!selector.equals("0") && !DEVICE.contains(selector)) {
            throw new RequestException("Backend \"%s\" has no device \"%s\".\n  It has one: 0, \"%s\"."
                    .formatted(name(), selector, DEVICE));
        }
        return new PlainDevice(DEVICE);
    }
}

package dev.occam.testkit;

import dev.occam.device.Availability;
import dev.occam.device.Availability.DeviceSummary;
import dev.occam.device.Availability.Usable;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import java.util.List;
import java.util.Locale;

/** The backend of {@link ReferenceDevice}: always usable, and the last sensible choice. */
public record ReferenceBackend() implements Backend {
    private static final String NAME = "plain double precision";

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Availability probe() {
        return new Usable(
                2, List.of(new DeviceSummary(NAME, Runtime.getRuntime().maxMemory())), "");
    }

    @Override
    public Device open(DeviceRequest request) {
        String selector = request.selector();
        if (!selector.equals("0") && !NAME.contains(selector.toLowerCase(Locale.ROOT))) {
            throw new RequestException(
                    "Backend \"reference\" has no device \"%s\".\n  It has one: 0, \"%s\".".formatted(selector, NAME));
        }
        return new ReferenceDevice();
    }
}

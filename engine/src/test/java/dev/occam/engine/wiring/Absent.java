package dev.occam.engine.wiring;

import com.google.auto.service.AutoService;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;

/** A backend whose hardware is never there. */
@AutoService(Backend.class)
public record Absent() implements Backend {
    @Override
    public Availability probe() {
        return new Availability.Unusable("no such processor was found", "Plug one in or use --backend cpu.");
    }

    @Override
    public Device open(DeviceRequest request) {
        throw new RequestException("there is none");
    }
}

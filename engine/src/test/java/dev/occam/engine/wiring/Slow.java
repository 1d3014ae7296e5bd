package dev.occam.engine.wiring;

import com.google.auto.service.AutoService;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that knows without a probe that it is the worst. */
@AutoService(Backend.class)
public record Slow() implements Backend {
    static final AtomicInteger PROBES = new AtomicInteger();

    @Override
    public int highestScore() {
        return 1;
    }

    @Override
    public Availability probe() {
        PROBES.incrementAndGet();
        return new Availability.Unusable("the abacus is lent out", "Wait, or use --backend cpu.");
    }

    @Override
    public Device open(DeviceRequest request) {
        throw new RequestException("the abacus is lent out");
    }
}

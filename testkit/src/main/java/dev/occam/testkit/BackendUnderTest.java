package dev.occam.testkit;

import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import java.util.OptionalInt;

/** What the contracts of a backend ask of its author: one method. */
public interface BackendUnderTest {
    /** The backend; it is asked for often and may be the same each time. */
    Backend backend();

    /** A device that uses at most this many threads; by default the backend's first. */
    default Device open(int threads) {
        return backend().open(new DeviceRequest("", OptionalInt.of(threads)));
    }
}

package dev.occam.benchmark;

import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import java.util.OptionalInt;
import java.util.ServiceLoader;

/** Opens the device that a benchmark runs on. */
public final class OpenDevice {
    private OpenDevice() {}

    public static Device of(String backend, int threads) {
        for (Backend found : ServiceLoader.load(Backend.class)) {
            if (found.name().equals(backend)) {
                return found.open(new DeviceRequest("", OptionalInt.of(threads)));
            }
        }
        throw new IllegalArgumentException("no backend is called " + backend);
    }

    static float[] noise(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 7919 % 2003 - 1001) / 1001f;
        }
        return values;
    }
}

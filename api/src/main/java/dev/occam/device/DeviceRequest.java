package dev.occam.device;

import java.util.OptionalInt;

/**
 * Which of a backend's devices to open.
 *
 * @param selector the number of the device, a part of its name, or empty for the first
 * @param threads how many threads may work; the backend decides where empty. At least 1
 */
public record DeviceRequest(String selector, OptionalInt threads) {
    /** The first device with as many threads as the backend thinks right. */
    public static final DeviceRequest DEFAULT = new DeviceRequest("", OptionalInt.empty());

    public DeviceRequest {
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads.getAsInt());
        }
    }
}

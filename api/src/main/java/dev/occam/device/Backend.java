package dev.occam.device;

import dev.occam.plugin.Plugin;

/** A kind of device that programs run on. Found at run time, selected by name. */
public interface Backend extends Plugin {
    /** Whether this can run here. Quick, truthful, without lasting effects, and never throws. */
    Availability probe();

    /**
     * No probe gives a higher score than this. The automatic choice does not probe what cannot win: a backend that must load
     * a driver to look for its devices, and sees without it that none of them can be fast, spares every start the time.
     */
    default int highestScore() {
        return Integer.MAX_VALUE;
    }

    /**
     * Opens a device.
     *
     * @throws dev.occam.error.RequestException if there is no such device, or the backend cannot run here; the message says
     *     what to do
     */
    Device open(DeviceRequest request);
}

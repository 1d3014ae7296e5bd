package dev.occam.device;

import dev.occam.plugin.Plugin;

/** A kind of device that programs run on. Found at run time, selected by name. */
public interface Backend extends Plugin {
    /** Whether this can run here. Quick, truthful, without lasting effects, and never throws. */
    Availability probe();

    /**
     * Opens a device.
     *
     * @throws dev.occam.error.RequestException if there is no such device, or the backend cannot run here; the message says
     *     what to do
     */
    Device open(DeviceRequest request);
}

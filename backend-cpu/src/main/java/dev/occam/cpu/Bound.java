package dev.occam.cpu;

import dev.occam.device.Buffer;
import java.util.List;

/** The buffers of a launch. */
final class Bound {
    private final CpuDevice device;
    private final CpuBuffer[] buffers;
    private final float[][] arrays;

    Bound(CpuDevice device, List<Buffer> buffers, int needed) {
        device.checkOpen();
        if (buffers.size() < needed) {
            throw new IllegalArgumentException(
                    "the kernel needs %d buffers, but %d were given".formatted(needed, buffers.size()));
        }
        this.device = device;
        this.buffers = buffers.stream().map(device::own).toArray(CpuBuffer[]::new);
        this.arrays = new float[this.buffers.length][];
    }

    /** The values of the buffers, all of which must be open. */
    float[][] arrays() {
        device.checkOpen();
        for (int i = 0; i < buffers.length; i++) {
            arrays[i] = buffers[i].values();
        }
        return arrays;
    }
}

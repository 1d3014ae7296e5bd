package dev.occam.opencl;

import dev.occam.device.Buffer;
import org.lwjgl.opencl.CL10;

/** A buffer in a device's memory. */
final class ClBuffer implements Buffer {
    private final ClDevice device;
    private final int size;
    private final long handle;
    private boolean closed;

    ClBuffer(ClDevice device, int size, long handle) {
        this.device = device;
        this.size = size;
        this.handle = handle;
    }

    ClDevice device() {
        return device;
    }

    /** The driver's name for it. */
    long handle() {
        if (closed) {
            throw new IllegalStateException("a buffer of " + size + " values was used after it was closed");
        }
        return handle;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            CL10.clReleaseMemObject(handle);
            device.forget(this);
        }
    }
}

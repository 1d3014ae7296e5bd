package dev.occam.cpu;

import dev.occam.device.Buffer;

/** A buffer in an array. */
final class CpuBuffer implements Buffer {
    private static final float[] CLOSED = {};

    private final CpuDevice device;
    private final int size;
    private float[] values;

    CpuBuffer(CpuDevice device, int size) {
        this.device = device;
        this.size = size;
        this.values = new float[size];
    }

    CpuDevice device() {
        return device;
    }

    float[] values() {
        if (values == CLOSED) {
            throw new IllegalStateException("a buffer of " + size + " values was used after it was closed");
        }
        return values;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void close() {
        values = CLOSED;
    }
}

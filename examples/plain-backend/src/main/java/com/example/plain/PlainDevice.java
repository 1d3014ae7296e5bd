package com.example.plain;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.error.RunException;
import java.util.List;

/** Buffers are arrays, and a launch has run when it returns. */
final class PlainDevice implements Device {
    private final String description;
    private boolean open = true;

    PlainDevice(String description) {
        this.description = description;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Buffer allocate(int size) {
        requireOpen();
        try {
            return new PlainBuffer(this, size);
        } catch (OutOfMemoryError e) {
            String message = "%d values do not fit into Java's memory of %d MB.\n  Give it more with -Xmx.";
            throw new RunException(message.formatted(size, Runtime.getRuntime().maxMemory() >> 20), e);
        }
    }

    @Override
    public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
        System.arraycopy(source, sourceOffset, array(target), targetOffset, count);
    }

    @Override
    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
        System.arraycopy(array(source), sourceOffset, target, targetOffset, count);
    }

    @Override
    public Kernel compile(Program program) {
        requireOpen();
        return buffers -> checked(buffers, new PlainProgram(program, arrays(buffers), new float[0])::run);
    }

    @Override
    public Kernel compile(MatMul matMul) {
        requireOpen();
        return buffers -> checked(buffers, new PlainMatMul(matMul, arrays(buffers))::run);
    }

    @Override
    public void finish() {
        requireOpen();
    }

    @Override
    public void close() {
        open = false;
    }

    /** The launch, refused when the device or a buffer has been closed. */
    private Launch checked(List<Buffer> buffers, Launch launch) {
        return arguments -> {
            buffers.forEach(this::array);
            launch.run(arguments);
        };
    }

    private List<float[]> arrays(List<Buffer> buffers) {
        return buffers.stream().map(this::array).toList();
    }

    private float[] array(Buffer buffer) {
        requireOpen();
        if (buffer instanceof PlainBuffer plain && plain.device == this && plain.open) {
            return plain.array;
        }
        throw new IllegalStateException("the buffer is closed or belongs to another device");
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the device is closed");
        }
    }

    private static final class PlainBuffer implements Buffer {
        private final PlainDevice device;
        private final float[] array;
        private boolean open = true;

        PlainBuffer(PlainDevice device, int size) {
            this.device = device;
            this.array = new float[size];
        }

        @Override
        public int size() {
            return array.length;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}

package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A device that does what {@link Program} and {@link MatMul} say, and nothing faster: the oracle for other devices, and a
 * device for tests that need one.
 *
 * <p>Every line of a program is computed in double precision and rounded to float32; a sum is rounded once, at its end.
 */
public final class ReferenceDevice implements Device {
    private boolean closed;

    @Override
    public String description() {
        requireOpen();
        return "plain double precision, 1 thread";
    }

    @Override
    public Buffer allocate(int size) {
        requireOpen();
        if (size < 0) {
            throw new IllegalArgumentException("a buffer holds at least 0 values, not " + size);
        }
        return new ReferenceBuffer(this, new float[size]);
    }

    @Override
    public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
        System.arraycopy(source, sourceOffset, values(target), targetOffset, count);
    }

    @Override
    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
        System.arraycopy(values(source), sourceOffset, target, targetOffset, count);
    }

    @Override
    public Kernel compile(Program program) {
        requireOpen();
        return buffers -> bind(
                buffers,
                program.buffers(),
                (values, arguments) -> ProgramReference.run(program, values, arguments, new float[0]));
    }

    @Override
    public Kernel compile(MatMul matMul) {
        requireOpen();
        return buffers ->
                bind(buffers, matMul.buffers(), (values, arguments) -> MatMulReference.run(matMul, values, arguments));
    }

    @Override
    public void finish() {
        requireOpen();
    }

    @Override
    public void close() {
        closed = true;
    }

    private Launch bind(List<Buffer> buffers, int needed, BiConsumer<List<float[]>, Arguments> work) {
        if (buffers.size() < needed) {
            throw new IllegalArgumentException("%d buffers are needed, not %d".formatted(needed, buffers.size()));
        }
        List<Buffer> bound = List.copyOf(buffers);
        bound.forEach(this::values);
        return arguments -> work.accept(bound.stream().map(this::values).toList(), arguments);
    }

    private float[] values(Buffer buffer) {
        requireOpen();
        if (!(buffer instanceof ReferenceBuffer own) || own.device != this) {
            throw new IllegalStateException("the buffer was made by another device");
        }
        if (own.closed) {
            throw new IllegalStateException("the buffer is closed");
        }
        return own.values;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the device is closed");
        }
    }

    private static final class ReferenceBuffer implements Buffer {
        private final ReferenceDevice device;
        private final float[] values;
        private boolean closed;

        ReferenceBuffer(ReferenceDevice device, float[] values) {
            this.device = device;
            this.values = values;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

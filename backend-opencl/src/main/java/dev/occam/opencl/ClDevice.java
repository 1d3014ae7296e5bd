package dev.occam.opencl;

import static org.lwjgl.opencl.CL10.CL_MEM_READ_WRITE;
import static org.lwjgl.opencl.CL10.clCreateBuffer;
import static org.lwjgl.opencl.CL10.clFinish;
import static org.lwjgl.opencl.CL10.clReleaseMemObject;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.error.RunException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Locale;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

/** An opened device with one queue in which everything happens in order; only reading and finishing wait for it. */
final class ClDevice implements Device {
    private final Hardware hardware;
    private final Target target;
    private final Session session;
    private final Staging staging;
    private final Builds builds;
    private long allocated;
    private long scratch;
    private long scratchSize;
    private boolean closed;

    ClDevice(Hardware hardware, Target target) {
        this.hardware = hardware;
        this.target = target;
        this.session = Session.open(hardware);
        this.staging = new Staging(session);
        this.builds = new Builds(session, new BinaryCache(CacheFolder.of("opencl"), hardware));
    }

    @Override
    public String description() {
        return "%s, %d MB, OpenCL".formatted(hardware.name(), hardware.memoryBytes() >> 20);
    }

    @Override
    public Buffer allocate(int size) {
        checkOpen();
        if (size < 0) {
            throw new IllegalArgumentException("a buffer holds at least 0 values, not " + size);
        }
        long handle = memory(size);
        allocated += 4L * size;
        return new ClBuffer(this, size, handle);
    }

    /** Memory for this many values, all 0. */
    private long memory(long size) {
        long bytes = 4 * Math.max(1, size);
        if (bytes > hardware.largestBuffer() || allocated + bytes > hardware.memoryBytes()) {
            throw tooLarge(size, "");
        }
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer code = stack.callocInt(1);
            long handle = clCreateBuffer(session.context(), CL_MEM_READ_WRITE, bytes, code);
            if (code.get(0) != 0) {
                throw tooLarge(size, ": " + ClError.name(code.get(0)));
            }
            ByteBuffer zero = stack.calloc(4);
            int filled = CL12.clEnqueueFillBuffer(session.queue(), handle, zero, 0, bytes, null, null);
            if (filled != 0) {
                clReleaseMemObject(handle);
                throw tooLarge(size, ": " + ClError.name(filled));
            }
            return handle;
        }
    }

    private RunException tooLarge(long size, String detail) {
        return new RunException(String.format(
                Locale.ROOT,
                "Not enough memory on %s for a buffer of %,d values (%,d MB): %,d MB of %,d MB are in use by this run,"
                        + " and one buffer may have %,d MB%s.%n"
                        + "  Make the batch or the model smaller, or use another device.",
                hardware.name(),
                size,
                4 * size >> 20,
                allocated >> 20,
                hardware.memoryBytes() >> 20,
                hardware.largestBuffer() >> 20,
                detail));
    }

    @Override
    public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
        ClBuffer buffer = own(target);
        checkRange(buffer.size(), targetOffset, count);
        staging.write(buffer.handle(), targetOffset, source, sourceOffset, count);
    }

    @Override
    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
        ClBuffer buffer = own(source);
        checkRange(buffer.size(), sourceOffset, count);
        staging.read(buffer.handle(), sourceOffset, target, targetOffset, count);
    }

    private static void checkRange(int size, int offset, int count) {
        java.util.Objects.checkFromIndexSize(offset, count, size);
    }

    @Override
    public Kernel compile(Program program) {
        checkOpen();
        Programs.check(program);
        return kernel(program.name(), ProgramText.of(program, target), program.buffers());
    }

    @Override
    public Kernel compile(MatMul matMul) {
        checkOpen();
        Programs.checkLines(matMul.epilogue());
        return kernel(matMul.epilogue().name(), MatMulText.of(matMul, target), matMul.buffers());
    }

    private Kernel kernel(String name, KernelText text, int buffers) {
        reserve(text.scratch());
        Builds.Build build = builds.of(name, text);
        return bound -> new ClLaunch(this, name, text, build, Programs.bound(this, bound, buffers));
    }

    /** Makes sure that there is so much scratch memory. Work that is queued keeps the old one until it is done. */
    private void reserve(long size) {
        if (size > scratchSize) {
            long larger = memory(size);
            releaseScratch();
            scratch = larger;
            scratchSize = size;
            allocated += 4 * size;
        }
    }

    private void releaseScratch() {
        if (scratch != 0) {
            clReleaseMemObject(scratch);
            allocated -= 4 * scratchSize;
        }
    }

    long scratch() {
        return scratch;
    }

    Session session() {
        return session;
    }

    @Override
    public boolean hasOwnMemory() {
        return true;
    }

    @Override
    public void finish() {
        checkOpen();
        session.check(clFinish(session.queue()), "finishing its work");
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        clFinish(session.queue());
        releaseScratch();
        staging.close();
        builds.close();
        session.close();
    }

    /** Called when a buffer is closed. */
    void forget(ClBuffer buffer) {
        allocated -= 4L * buffer.size();
    }

    /** Bytes of all buffers that are open. */
    long allocatedBytes() {
        return allocated;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the OpenCL device was used after it was closed");
        }
    }

    /** A buffer that this device made. */
    ClBuffer own(Buffer buffer) {
        checkOpen();
        if (buffer instanceof ClBuffer own && own.device() == this) {
            return own;
        }
        throw new IllegalStateException("a buffer can be used only with the device that made it");
    }
}

package dev.occam.cpu;

import dev.occam.cpu.loop.Fusion;
import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.program.Code;
import dev.occam.cpu.program.Layout;
import dev.occam.cpu.program.Lowering;
import dev.occam.cpu.program.Programs;
import dev.occam.cpu.program.Unrolling;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.error.RunException;
import java.util.Locale;

/** The processor of this machine. Launches are done when they return. */
final class CpuDevice implements Device {
    private final Workers workers;
    private final String vectors;
    private boolean closed;
    private final Lanes lanes;
    private boolean fusesAtOnce;

    CpuDevice(int threads, String vectors) {
        this(threads, vectors, Lanes.widest());
    }

    CpuDevice(int threads, String vectors, Lanes lanes) {
        this.lanes = lanes;
        this.workers = new Workers(threads);
        this.vectors = vectors;
    }

    /** Lets the vector kernels be compiled once they are worth that. */
    CpuDevice withVectorsWhenWorthwhile() {
        workers.warmUpWhenWorthwhile();
        return this;
    }

    @Override
    public String description() {
        int threads = workers.threads();
        return "CPU, %d %s, %s".formatted(threads, threads == 1 ? "thread" : "threads", vectors);
    }

    @Override
    public Buffer allocate(int size) {
        checkOpen();
        if (size < 0) {
            throw new IllegalArgumentException("a buffer holds at least 0 values, not " + size);
        }
        try {
            return new CpuBuffer(this, size);
        } catch (OutOfMemoryError error) {
            Runtime runtime = Runtime.getRuntime();
            long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
            throw new RunException(
                    String.format(
                            Locale.ROOT,
                            "Not enough memory for a buffer of %,d values (%,d MB): %,d MB of %,d MB are free.%n"
                                    + "  Give Java more memory (-Xmx), or make the batch or the model smaller.",
                            size,
                            4L * size >> 20,
                            free >> 20,
                            runtime.maxMemory() >> 20),
                    error);
        }
    }

    @Override
    public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
        System.arraycopy(source, sourceOffset, own(target).values(), targetOffset, count);
    }

    @Override
    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
        System.arraycopy(own(source).values(), sourceOffset, target, targetOffset, count);
    }

    @Override
    public Kernel compile(Program program) {
        checkOpen();
        Programs.check(program);
        Program written = Unrolling.of(program);
        Code code = lower(written, Layout.of(written));
        float[][][] registers = workers.registers(code);
        return buffers -> {
            Bound bound = new Bound(this, buffers, program.buffers());
            return code.layout().isLong()
                    ? new PassLaunch(workers, code, registers, bound)
                    : new BlockLaunch(workers, code, registers, bound);
        };
    }

    @Override
    public Kernel compile(MatMul matMul) {
        checkOpen();
        Programs.checkLines(matMul.epilogue());
        Code code = lower(
                matMul.epilogue(),
                Layout.ofEpilogue(matMul.epilogue(), matMul.rows().size()));
        float[][][] registers = workers.registers(code);
        return buffers ->
                new MatMulLaunch(workers, matMul, code, registers, new Bound(this, buffers, matMul.buffers()));
    }

    private Code lower(Program program, Layout layout) {
        Code code = Lowering.lower(program, layout, lanes);
        if (fusesAtOnce) {
            code.fusions().forEach(Fusion::useAtOnce);
        }
        return code;
    }

    @Override
    public void finish() {
        checkOpen();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            workers.close();
        }
    }

    /** Uses fused loops before they are compiled, for tests. */
    void fuseAtOnce() {
        fusesAtOnce = true;
    }

    /** Gives even the smallest work to all threads, for tests. */
    void splitAlways() {
        workers.splitAlways();
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the CPU device was used after it was closed");
        }
    }

    /** A buffer that this device made. */
    CpuBuffer own(Buffer buffer) {
        checkOpen();
        if (buffer instanceof CpuBuffer own && own.device() == this) {
            return own;
        }
        throw new IllegalStateException("a buffer can be used only with the device that made it");
    }
}

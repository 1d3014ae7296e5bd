package dev.occam.opencl;

import static org.lwjgl.opencl.CL10.*;

import java.nio.IntBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** A context with one queue. When the JVM ends, it first waits for the work that is queued: drivers die of an exit in between. */
final class Session implements AutoCloseable {
    private static final long PAUSE_MILLIS = 1000;

    private final Hardware hardware;
    private final long context;
    private final long queue;
    private final Thread hook = new Thread(this::drain, "occam-opencl-exit");
    private volatile boolean isEnding;
    private boolean closed;

    private Session(Hardware hardware, long context, long queue) {
        this.hardware = hardware;
        this.context = context;
        this.queue = queue;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Session open(Hardware hardware) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer code = stack.callocInt(1);
            PointerBuffer properties = stack.pointers(CL_CONTEXT_PLATFORM, hardware.platform(), 0);
            long context = clCreateContext(properties, hardware.handle(), null, MemoryUtil.NULL, code);
            ClError.check(code.get(0), "being opened", hardware);
            long queue = clCreateCommandQueue(context, hardware.handle(), 0, code);
            if (code.get(0) != 0) {
                clReleaseContext(context);
            }
            ClError.check(code.get(0), "being opened", hardware);
            return new Session(hardware, context, queue);
        }
    }

    Hardware hardware() {
        return hardware;
    }

    long context() {
        return context;
    }

    long queue() {
        return queue;
    }

    void check(int code, String what) {
        if (code != 0) {
            ClError.check(code, what, hardware);
        }
    }

    /** Slows down who launches while the JVM ends, so that the exit does not meet a running kernel. */
    void beforeLaunch() {
        if (isEnding) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for what is queued now; clFinish would go on waiting for what another thread adds. */
    private synchronized void drain() {
        isEnding = true;
        if (closed) {
            return;
        }
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer event = stack.callocPointer(1);
            if (CL12.clEnqueueMarkerWithWaitList(queue, null, event) == CL_SUCCESS) {
                clWaitForEvents(event.get(0));
                clReleaseEvent(event.get(0));
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            isEnding = true;
        }
        clReleaseCommandQueue(queue);
        clReleaseContext(context);
    }
}

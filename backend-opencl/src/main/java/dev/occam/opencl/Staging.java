package dev.occam.opencl;

import static org.lwjgl.opencl.CL10.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.lwjgl.BufferUtils;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;

/**
 * Memory between Java's arrays and the device: mapped, so that drivers may copy from it directly. Writes go through some
 * slots in turn and do not wait, unless all slots are on their way.
 */
final class Staging implements AutoCloseable {
    private static final int SLOTS = 4;
    private static final int SLOT_FLOATS = 1 << 18;

    private final Session session;
    private final FloatBuffer[] slots = new FloatBuffer[SLOTS];
    private final long[] events = new long[SLOTS];
    private final PointerBuffer event = BufferUtils.createPointerBuffer(1);
    private long memory;
    private ByteBuffer mapped;
    private int next;

    Staging(Session session) {
        this.session = session;
    }

    void write(long buffer, int offset, float[] source, int sourceOffset, int count) {
        for (int done = 0; done < count; done += SLOT_FLOATS) {
            int length = Math.min(SLOT_FLOATS, count - done);
            FloatBuffer slot = freeSlot();
            slot.clear().put(source, sourceOffset + done, length).flip();
            long at = 4L * (offset + done);
            session.check(
                    clEnqueueWriteBuffer(session.queue(), buffer, false, at, slot, null, event), "being written to");
            events[next] = event.get(0);
            next = (next + 1) % SLOTS;
        }
    }

    void read(long buffer, int offset, float[] target, int targetOffset, int count) {
        for (int done = 0; done < count; done += SLOT_FLOATS) {
            int length = Math.min(SLOT_FLOATS, count - done);
            FloatBuffer slot = freeSlot();
            slot.clear().limit(length);
            long at = 4L * (offset + done);
            session.check(clEnqueueReadBuffer(session.queue(), buffer, true, at, slot, null, null), "being read from");
            slot.get(target, targetOffset + done, length);
        }
    }

    /** The next slot, as soon as it is on its way no more. */
    private FloatBuffer freeSlot() {
        if (mapped == null) {
            map();
        }
        if (events[next] != 0) {
            int code = clWaitForEvents(events[next]);
            clReleaseEvent(events[next]);
            events[next] = 0;
            session.check(code, "being written to");
        }
        return slots[next];
    }

    private void map() {
        long bytes = 4L * SLOTS * SLOT_FLOATS;
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer code = stack.callocInt(1);
            memory = clCreateBuffer(session.context(), CL_MEM_ALLOC_HOST_PTR, bytes, code);
            session.check(code.get(0), "reserving memory for transfers");
            mapped = clEnqueueMapBuffer(
                    session.queue(), memory, true, CL_MAP_READ | CL_MAP_WRITE, 0, bytes, null, null, code, null);
            session.check(code.get(0), "reserving memory for transfers");
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            slots[slot] = mapped.slice(4 * slot * SLOT_FLOATS, 4 * SLOT_FLOATS)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }

    @Override
    public void close() {
        for (long pending : events) {
            if (pending != 0) {
                clReleaseEvent(pending);
            }
        }
        if (mapped != null) {
            clEnqueueUnmapMemObject(session.queue(), memory, mapped, null, null);
            clFinish(session.queue());
            clReleaseMemObject(memory);
        }
    }
}

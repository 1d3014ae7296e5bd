package dev.occam.testkit;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A device that looks at how another is used, and at what it does: for tests of backends, and of engines.
 *
 * <pre>{@code
 * try (Device device = new CheckingDevice(backend.open(DeviceRequest.DEFAULT))) { … }
 * }</pre>
 *
 * <p>An {@link AssertionError} says what went wrong and where: a view or a copy that leaves its buffer, at the bind or the
 * call; a launch that changes what its program does not store; a call while another thread is in one; at the end a buffer
 * that was not closed before its device. Calls of a closed device or buffer, and buffers of other devices, are refused with
 * an {@link IllegalStateException}, as every device does. It is slow, because it copies all bound buffers at each launch.
 */
public final class CheckingDevice implements Device {
    private final Device device;
    private final Set<CheckedBuffer> open = new LinkedHashSet<>();
    private final AtomicReference<String> inside = new AtomicReference<>("");
    private boolean closed;
    private int allocated;

    /** @param device to be checked; it is closed with this one */
    public CheckingDevice(Device device) {
        this.device = device;
    }

    @Override
    public String description() {
        return call("description", device::description);
    }

    @Override
    public Buffer allocate(int size) {
        return call("allocate", () -> {
            CheckedBuffer buffer = new CheckedBuffer(this, device.allocate(size), ++allocated);
            open.add(buffer);
            return buffer;
        });
    }

    @Override
    public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
        call("write", () -> {
            CheckedBuffer own = own(target);
            requireRange("write to", own.toString(), own.size(), targetOffset, count);
            requireRange("write from", "the array", source.length, sourceOffset, count);
            device.write(own.inner(), targetOffset, source, sourceOffset, count);
            return own;
        });
    }

    @Override
    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
        call("read", () -> {
            CheckedBuffer own = own(source);
            requireRange("read from", own.toString(), own.size(), sourceOffset, count);
            requireRange("read to", "the array", target.length, targetOffset, count);
            device.read(own.inner(), sourceOffset, target, targetOffset, count);
            return own;
        });
    }

    @Override
    public Kernel compile(Program program) {
        return kernel(call("compile", () -> device.compile(program)), Access.of(program), program.buffers());
    }

    @Override
    public Kernel compile(MatMul matMul) {
        return kernel(call("compile", () -> device.compile(matMul)), Access.of(matMul), matMul.buffers());
    }

    private Kernel kernel(Kernel kernel, Access access, int needed) {
        return buffers -> call("bind", () -> {
            if (buffers.size() < needed) {
                throw new AssertionError(
                        "%s is bound to %d buffers, but it needs %d".formatted(access.name(), buffers.size(), needed));
            }
            List<CheckedBuffer> own = buffers.stream().map(this::own).toList();
            access.requireWithin(own.stream().map(CheckedBuffer::size).toList());
            List<Buffer> inner = own.stream().map(CheckedBuffer::inner).toList();
            return new CheckedLaunch(this, kernel.bind(inner), access, own);
        });
    }

    @Override
    public boolean hasOwnMemory() {
        return device.hasOwnMemory();
    }

    @Override
    public void finish() {
        call("finish", () -> {
            device.finish();
            return device;
        });
    }

    /** @throws AssertionError if a buffer is still open; the device is closed all the same */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        call("close", () -> {
            device.close();
            closed = true;
            return device;
        });
        requireAllClosed(open);
    }

    private static void requireAllClosed(Collection<CheckedBuffer> open) {
        if (!open.isEmpty()) {
            CheckedBuffer first = open.iterator().next();
            throw new AssertionError(
                    "%d of the device's buffers were not closed before it; the first is %s"
                            .formatted(open.size(), first),
                    first.origin());
        }
    }

    /** Does what a call does, while no other thread may make one. */
    <R> R call(String name, Supplier<R> work) {
        String entry = name + " of thread \"" + Thread.currentThread().getName() + "\"";
        String other = inside.compareAndExchange("", entry);
        if (!other.isEmpty()) {
            throw new AssertionError(
                    "%s came during %s; a device is used by one thread at a time".formatted(entry, other));
        }
        try {
            if (closed) {
                throw new IllegalStateException("the device is closed (" + name + ")");
            }
            return work.get();
        } finally {
            inside.set("");
        }
    }

    void closed(CheckedBuffer buffer) {
        open.remove(buffer);
    }

    /** Copies of what buffers hold. */
    List<float[]> contents(List<CheckedBuffer> buffers) {
        return buffers.stream()
                .map(buffer -> {
                    float[] values = new float[buffer.size()];
                    device.read(buffer.inner(), 0, values, 0, values.length);
                    return values;
                })
                .toList();
    }

    CheckedBuffer own(Buffer buffer) {
        if (!(buffer instanceof CheckedBuffer own) || own.device() != this) {
            throw new IllegalStateException("the buffer was made by another device");
        }
        if (!open.contains(own)) {
            throw new IllegalStateException(own + " is closed");
        }
        return own;
    }

    private static void requireRange(String what, String where, int size, int offset, int count) {
        if (offset < 0 || count < 0 || offset > size - count) {
            throw new AssertionError(
                    "%s %s: %d values from %d on leave its %d".formatted(what, where, count, offset, size));
        }
    }
}

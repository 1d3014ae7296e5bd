package dev.occam.engine.train;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Storage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The buffers behind storages on one device. Plans that never run at the same time share their scratch memory. */
final class DeviceMemory implements AutoCloseable {
    private final Device device;
    private final Map<Storage, Buffer> buffers = new IdentityHashMap<>();
    private final List<Buffer> scratches = new ArrayList<>();

    DeviceMemory(Device device) {
        this.device = device;
    }

    Device device() {
        return device;
    }

    Buffer buffer(Storage storage) {
        return buffers.computeIfAbsent(storage, missing -> device.allocate(missing.size()));
    }

    Execution prepare(Plan plan) {
        return plan.prepare(device, storage -> storage == plan.scratch() ? scratch(storage.size()) : buffer(storage));
    }

    void write(Storage storage, float[] values) {
        device.write(buffer(storage), 0, values, 0, values.length);
    }

    void read(Storage storage, float[] values) {
        device.read(buffer(storage), 0, values, 0, values.length);
    }

    /** Gives back the buffer behind a storage, if there is one; nothing may be prepared for it. */
    void release(Storage storage) {
        Buffer buffer = buffers.remove(storage);
        if (buffer != null) {
            buffer.close();
        }
    }

    private Buffer scratch(int size) {
        if (scratches.isEmpty() || scratches.get(scratches.size() - 1).size() < size) {
            scratches.add(device.allocate(size));
        }
        return scratches.get(scratches.size() - 1);
    }

    @Override
    public void close() {
        buffers.values().forEach(Buffer::close);
        scratches.forEach(Buffer::close);
        buffers.clear();
        scratches.clear();
    }
}

package dev.occam.benchmark.occam;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Storage;
import java.util.IdentityHashMap;
import java.util.Map;

/** The buffers behind the storages of measured plans. */
final class Memory implements AutoCloseable {
    private final Device device;
    private final Map<Storage, Buffer> buffers = new IdentityHashMap<>();

    Memory(Device device) {
        this.device = device;
    }

    Device device() {
        return device;
    }

    Buffer buffer(Storage storage) {
        return buffers.computeIfAbsent(storage, missing -> device.allocate(missing.size()));
    }

    Execution prepare(Plan plan) {
        return plan.prepare(device, this::buffer);
    }

    void write(Storage storage, float[] values) {
        device.write(buffer(storage), 0, values, 0, values.length);
    }

    float[] read(Storage storage) {
        float[] values = new float[storage.size()];
        device.read(buffer(storage), 0, values, 0, values.length);
        return values;
    }

    @Override
    public void close() {
        device.close();
    }
}

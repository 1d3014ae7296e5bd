package dev.occam.engine.train;

import dev.occam.data.Dataset;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.step.TargetForm;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Brings examples to a device, batch by batch: through arrays that are used again and again, or from a data set that is on
 * the device already.
 */
final class BatchWriter {
    private final DeviceMemory memory;
    private final Device device;
    private final TargetForm form;
    private final Storage exampleStorage;
    private final Storage targetStorage;
    private final Map<Dataset, ResidentData> residents = new IdentityHashMap<>();
    private final Buffer examples;
    private final Buffer targets;
    private final int width;
    private final float[] exampleStaging;
    private final float[] targetStaging;

    /** The storages hold a whole batch. */
    BatchWriter(DeviceMemory memory, TargetForm form, Storage examples, Storage targets) {
        this.memory = memory;
        this.form = form;
        exampleStorage = examples;
        targetStorage = targets;
        device = memory.device();
        this.examples = memory.buffer(examples);
        this.targets = memory.buffer(targets);
        width = examples.size() / (targets.size() / form.width());
        exampleStaging = new float[examples.size()];
        targetStaging = new float[targets.size()];
    }

    /** Keeps a data set, from which many batches are to come, on a device that has a memory of its own, where it fits. */
    void keep(Dataset data) {
        ResidentData.keep(memory, data, form, exampleStorage, targetStorage)
                .ifPresent(resident -> residents.put(data, resident));
    }

    /** Writes the examples {@code rows[start] … rows[start + count − 1]}; row by row where that is no more than a copy. */
    void write(Dataset data, int[] rows, int start, int count) {
        ResidentData resident = residents.get(data);
        if (resident != null) {
            resident.choose(rows, start, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows[start + i];
            if (device.hasOwnMemory()) {
                System.arraycopy(data.features(), row * width, exampleStaging, i * width, width);
            } else {
                device.write(examples, i * width, data.features(), row * width, width);
            }
            form.copy(data, row, targetStaging, i * form.width());
        }
        if (device.hasOwnMemory()) {
            device.write(examples, 0, exampleStaging, 0, count * width);
        }
        device.write(targets, 0, targetStaging, 0, count * form.width());
    }

    /**
     * Writes mixtures of the same examples with others of the batch, and the targets of both.
     *
     * @param share of the example itself; the rest is its partner's
     * @param partner places in the batch
     */
    void writeMixed(
            Dataset data, int[] rows, int start, int count, float share, int[] partner, Buffer partnersTargets) {
        float[] features = data.features();
        float rest = 1 - share;
        for (int i = 0; i < count; i++) {
            int own = rows[start + i] * width;
            int other = rows[start + partner[i]] * width;
            for (int j = 0; j < width; j++) {
                exampleStaging[i * width + j] = share * features[own + j] + rest * features[other + j];
            }
            form.copy(data, rows[start + partner[i]], targetStaging, i * form.width());
        }
        device.write(examples, 0, exampleStaging, 0, count * width);
        device.write(partnersTargets, 0, targetStaging, 0, count * form.width());
        for (int i = 0; i < count; i++) {
            form.copy(data, rows[start + i], targetStaging, i * form.width());
        }
        device.write(targets, 0, targetStaging, 0, count * form.width());
    }

    /** Writes the examples {@code start … start + count − 1}. */
    void write(Dataset data, int start, int count) {
        ResidentData resident = residents.get(data);
        if (resident != null) {
            resident.choose(start, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            form.copy(data, start + i, targetStaging, i * form.width());
        }
        device.write(examples, 0, data.features(), start * width, count * width);
        device.write(targets, 0, targetStaging, 0, count * form.width());
    }
}

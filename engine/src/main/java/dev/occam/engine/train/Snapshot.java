package dev.occam.engine.train;

import dev.occam.engine.step.StepStorage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a step changes, on the host, in the order of the layout.
 *
 * @param weights and states
 * @param slots of the optimizer
 * @param average of weights and states; of length 0 where there is none
 */
record Snapshot(float[] weights, Map<String, float[]> slots, float[] average) {
    /** Zeros of the sizes that these have on the device. */
    static Snapshot empty(StepStorage device) {
        Map<String, float[]> slots = new LinkedHashMap<>();
        device.slots().forEach((name, storage) -> slots.put(name, new float[storage.size()]));
        return new Snapshot(
                new float[device.weights().size()],
                slots,
                new float[device.average().size()]);
    }

    void copyTo(Snapshot other) {
        System.arraycopy(weights, 0, other.weights, 0, weights.length);
        System.arraycopy(average, 0, other.average, 0, average.length);
        slots.forEach((name, values) -> System.arraycopy(values, 0, other.slots.get(name), 0, values.length));
    }
}

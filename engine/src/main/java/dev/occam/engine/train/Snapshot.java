package dev.occam.engine.train;

import dev.occam.engine.step.TrainingPlans;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that a step changes, on the host: weights and the optimizer's slots, in the order of the layout. */
record Snapshot(float[] weights, Map<String, float[]> slots) {
    /** Zeros for these plans. */
    static Snapshot empty(TrainingPlans plans) {
        Map<String, float[]> slots = new LinkedHashMap<>();
        plans.slots().forEach((name, storage) -> slots.put(name, new float[storage.size()]));
        return new Snapshot(new float[plans.weights().size()], slots);
    }

    void copyTo(Snapshot other) {
        System.arraycopy(weights, 0, other.weights, 0, weights.length);
        slots.forEach((name, values) -> System.arraycopy(values, 0, other.slots.get(name), 0, values.length));
    }
}

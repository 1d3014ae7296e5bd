package dev.occam.engine.train;

import dev.occam.data.Dataset;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.ScalarValues;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.step.TargetForm;
import dev.occam.error.RunException;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set in the memory of a device, for batches in one place there. Who wants a batch names its rows, and the device
 * gathers them: what crosses to it is one number a row.
 */
final class ResidentData {
    /** Row numbers travel as floats, which are exact up to here. */
    private static final int MOST_ROWS = 1 << 24;

    private static final ScalarValues NO_SCALARS = scalar -> {
        throw new IllegalArgumentException("gathering rows needs no scalar, but was asked for " + scalar);
    };

    private final DeviceMemory memory;
    private final Storage chosen;
    private final float[] numbers;
    private final Execution gathering;

    private ResidentData(DeviceMemory memory, Storage chosen, Execution gathering) {
        this.memory = memory;
        this.chosen = chosen;
        this.gathering = gathering;
        numbers = new float[chosen.size()];
    }

    /**
     * Brings a data set to a device with a memory of its own; empty where the device has none, or no room beside what is
     * there already.
     *
     * @param batch the place of a batch's examples
     * @param batchTargets the place of their targets
     */
    static Optional<ResidentData> keep(
            DeviceMemory memory, Dataset data, TargetForm form, Storage batch, Storage batchTargets) {
        if (!memory.device().hasOwnMemory() || data.size() == 0 || data.size() > MOST_ROWS) {
            return Optional.empty();
        }
        Storage examples = new Storage("resident examples", data.features().length);
        Storage targets = new Storage("resident targets", Math.multiplyExact(data.size(), form.width()));
        try {
            memory.buffer(examples);
            memory.buffer(targets);
        } catch (RunException noRoom) {
            memory.release(examples);
            return Optional.empty();
        }
        memory.write(examples, data.features());
        float[] all = new float[targets.size()];
        for (int row = 0; row < data.size(); row++) {
            form.copy(data, row, all, row * form.width());
        }
        memory.write(targets, all);
        Storage chosen = new Storage("chosen rows", batchTargets.size() / form.width());
        Tensor rows = Tensor.input("rows", Shape.of(chosen.size()));
        Tensor every = Tensor.input("data", Shape.of(data.size(), examples.size() / data.size()));
        Tensor known = Tensor.input("targets of data", Shape.of(data.size(), form.width()));
        Execution gathering = memory.prepare(Planner.plan(
                "gather",
                Map.of(every, examples.from(0), known, targets.from(0), rows, chosen.from(0)),
                List.of(
                        new Output(every.gather(rows), batch.from(0)),
                        new Output(known.gather(rows), batchTargets.from(0)))));
        return Optional.of(new ResidentData(memory, chosen, gathering));
    }

    /** Makes the rows {@code rows[start] … rows[start + count − 1]} the first of the batch; the others are any. */
    void choose(int[] rows, int start, int count) {
        for (int i = 0; i < count; i++) {
            numbers[i] = rows[start + i];
        }
        gather(count);
    }

    /** Makes the rows {@code start … start + count − 1} the first of the batch; the others are any. */
    void choose(int start, int count) {
        for (int i = 0; i < count; i++) {
            numbers[i] = start + i;
        }
        gather(count);
    }

    private void gather(int count) {
        memory.device().write(memory.buffer(chosen), 0, numbers, 0, count);
        gathering.run(NO_SCALARS, 0, 0);
    }
}

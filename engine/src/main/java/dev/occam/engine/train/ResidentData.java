package dev.occam.engine.train;

import dev.occam.data.Dataset;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.ScalarValues;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.error.RunException;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set in the memory of a device. A step names the rows of its batch, and the device gathers them: what crosses to it
 * is one number a row.
 */
final class ResidentData {
    /** Row numbers travel as floats, which are exact up to here. */
    private static final int MOST_ROWS = 1 << 24;

    private static final ScalarValues NO_SCALARS = scalar -> {
        throw new IllegalArgumentException("gathering rows needs no scalar, but was asked for " + scalar);
    };

    private final DeviceMemory memory;
    private final int size;
    private final TrainingPlans plans;
    private final Storage examples;
    private final Storage targets;
    private final Storage chosen;
    private final float[] numbers;
    private final Execution full;
    private final Execution last;

    private ResidentData(
            DeviceMemory memory,
            Dataset data,
            Storage examples,
            Storage targets,
            TargetForm form,
            TrainingPlans plans,
            int fullBatch,
            int lastBatch) {
        this.memory = memory;
        size = data.size();
        this.examples = examples;
        this.targets = targets;
        this.plans = plans;
        chosen = new Storage("chosen rows", fullBatch);
        numbers = new float[fullBatch];
        full = memory.prepare(gathering(fullBatch));
        last = lastBatch == 0 ? full : memory.prepare(gathering(lastBatch));
        memory.write(examples, data.features());
        float[] all = new float[targets.size()];
        for (int row = 0; row < size; row++) {
            form.copy(data, row, all, row * form.width());
        }
        memory.write(targets, all);
    }

    /**
     * Brings a data set to a device with a memory of its own; empty where the device has none, or no room beside what is
     * there already.
     */
    static Optional<ResidentData> keep(
            DeviceMemory memory, Dataset data, TargetForm form, TrainingPlans plans, int fullBatch, int lastBatch) {
        if (!memory.device().hasOwnMemory() || data.size() > MOST_ROWS) {
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
        return Optional.of(new ResidentData(memory, data, examples, targets, form, plans, fullBatch, lastBatch));
    }

    private Plan gathering(int batch) {
        Tensor every = Tensor.input("data", Shape.of(size, examples.size() / size));
        Tensor known = Tensor.input("targets of data", Shape.of(size, targets.size() / size));
        Tensor rows = Tensor.input("rows", Shape.of(batch));
        return Planner.plan(
                "gather",
                Map.of(every, examples.from(0), known, targets.from(0), rows, chosen.from(0)),
                List.of(
                        new Output(every.gather(rows), plans.examples().from(0)),
                        new Output(known.gather(rows), plans.targets().from(0))));
    }

    /** Makes the rows {@code rows[start] … rows[start + count − 1]} the batch of the next step. */
    void choose(int[] rows, int start, int count) {
        for (int i = 0; i < count; i++) {
            numbers[i] = rows[start + i];
        }
        memory.device().write(memory.buffer(chosen), 0, numbers, 0, count);
        (count == numbers.length ? full : last).run(NO_SCALARS, 0, 0);
    }
}

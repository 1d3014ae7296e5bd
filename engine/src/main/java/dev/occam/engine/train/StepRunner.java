package dev.occam.engine.train;

import dev.occam.data.Dataset;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.ScalarValues;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Runs training steps on a device. A step allocates nothing and does not wait for the device. */
final class StepRunner {
    private final DeviceMemory memory;
    private final TrainingPlans plans;
    private final long seed;
    private final BatchWriter writer;
    private final int fullBatch;
    private final Execution full;
    private final int lastBatch;
    private final Execution last;
    private final Execution[] updates;
    private final Execution[] reportingUpdates;
    private final Values values;
    private final float[] sums;
    private final double[] activity;
    private double loss;
    private double correct;
    private long firstBadStep;

    /** The numbers of the current step. */
    private static final class Values implements ScalarValues {
        private final StepScalars scalars;
        private final Strengths strengths;
        private double learningRate;
        private long number;

        Values(StepScalars scalars, Strengths strengths) {
            this.scalars = scalars;
            this.strengths = strengths;
        }

        @Override
        public double of(Tensor scalar) {
            if (scalar == scalars.learningRate()) {
                return learningRate;
            }
            if (scalar == scalars.number()) {
                return number;
            }
            return strengths.of(scalar, number - 1);
        }
    }

    /**
     * @param fullBatch examples in a batch
     * @param lastBatch examples in the last batch of an epoch; 0 where it is a full one
     */
    StepRunner(
            DeviceMemory memory,
            TrainingPlans plans,
            StepScalars scalars,
            Strengths strengths,
            TargetForm form,
            long seed,
            int fullBatch,
            int lastBatch) {
        this.memory = memory;
        this.plans = plans;
        this.seed = seed;
        this.fullBatch = fullBatch;
        this.lastBatch = lastBatch;
        values = new Values(scalars, strengths);
        sums = new float[plans.sums().size()];
        activity = new double[plans.activityRules().size()];
        writer =
                new BatchWriter(memory.device(), form, memory.buffer(plans.examples()), memory.buffer(plans.targets()));
        full = memory.prepare(plans.forward(fullBatch));
        last = lastBatch == 0 ? full : memory.prepare(plans.forward(lastBatch));
        updates = prepared(plans.updates(false));
        reportingUpdates = plans.penalties().storage().size() == 0 ? updates : prepared(plans.updates(true));
    }

    private Execution[] prepared(List<Plan> plans) {
        return plans.stream().map(memory::prepare).toArray(Execution[]::new);
    }

    /**
     * One step on the examples {@code rows[start] … rows[start + count − 1]}.
     *
     * @param number of the step, from 1
     * @param reporting whether the penalties of the new weights are wanted
     */
    void step(Dataset data, int[] rows, int start, int count, long number, double learningRate, boolean reporting) {
        values.number = number;
        values.learningRate = learningRate;
        writer.write(data, rows, start, count);
        forward(count).run(values, seed, number);
        for (Execution update : reporting ? reportingUpdates : updates) {
            update.run(values, seed, number);
        }
    }

    private Execution forward(int count) {
        if (count == fullBatch) {
            return full;
        }
        if (count == lastBatch) {
            return last;
        }
        throw new IllegalArgumentException(
                "no plan for a batch of %d, only for %d and %d".formatted(count, fullBatch, lastBatch));
    }

    /** Adds what the device has summed up to the sums of the host; waits for the device. */
    void drain() {
        memory.read(plans.sums(), sums);
        loss += sums[TrainingPlans.LOSS];
        correct += sums[TrainingPlans.CORRECT];
        for (int i = 0; i < activity.length; i++) {
            activity[i] += sums[TrainingPlans.ACTIVITY + i];
        }
        if (firstBadStep == 0) {
            firstBadStep = (long) sums[TrainingPlans.FIRST_BAD_STEP];
        }
        clearDevice();
    }

    /** Starts all sums anew. */
    void clear() {
        loss = 0;
        correct = 0;
        firstBadStep = 0;
        Arrays.fill(activity, 0);
        clearDevice();
    }

    private void clearDevice() {
        Arrays.fill(sums, 0);
        memory.write(plans.sums(), sums);
    }

    /** The sum of the losses of all examples since {@link #clear}, as of the last {@link #drain}. */
    double loss() {
        return loss;
    }

    /** The number of examples whose class was right. */
    double correct() {
        return correct;
    }

    /** The sum of the penalties on activations of one of the rules, over all examples. */
    double activity(int rule) {
        return activity[rule];
    }

    /** The number of the first step whose loss was not finite; 0 if there was none. */
    long firstBadStep() {
        return firstBadStep;
    }

    void read(Snapshot into) {
        memory.read(plans.weights(), into.weights());
        into.slots().forEach((name, values) -> memory.read(plans.slots().get(name), values));
    }

    void write(Snapshot from) {
        memory.write(plans.weights(), from.weights());
        from.slots().forEach((name, values) -> memory.write(plans.slots().get(name), values));
    }
}

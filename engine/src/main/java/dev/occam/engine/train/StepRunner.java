package dev.occam.engine.train;

import dev.occam.data.Dataset;
import dev.occam.device.Buffer;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.ScalarValues;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.step.StepStorage;
import dev.occam.engine.step.Strategies;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.plugin.Strategy;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs training steps on a device. A step allocates nothing and does not wait for the device. */
final class StepRunner {
    private final DeviceMemory memory;
    private final StepStorage storage;
    private final long seed;
    private final BatchWriter writer;
    private final int fullBatch;
    private final Execution full;
    private final int lastBatch;
    private final Execution last;
    private final Execution[] updates;
    private final Execution[] reportingUpdates;
    private final Optional<Mixing> mixing;
    private final Optional<Ascent> ascent;
    private final Optional<Averages> averages;
    private final Values values;
    private final float[] sums;
    private final double[] activity;
    private double loss;
    private double correct;
    private long firstBadStep;

    /** The way to other weights, and the gradients there. */
    private record Ascent(Execution climb, Execution full, Execution last) {}

    private record Averages(Execution average, Optional<Strategy.Ema> ema, Optional<Execution> renewal) {}

    /** The numbers of the current step. */
    private static final class Values implements ScalarValues {
        private final StepScalars scalars;
        private final Strengths strengths;
        private double learningRate;
        private double mixing;
        private double averaging;
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
            if (scalar == scalars.mixing()) {
                return mixing;
            }
            if (scalar == scalars.averaging()) {
                return averaging;
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
        storage = plans.storage();
        this.seed = seed;
        this.fullBatch = fullBatch;
        this.lastBatch = lastBatch;
        values = new Values(scalars, strengths);
        sums = new float[storage.sums().size()];
        activity = new double[plans.activityRules().size()];
        writer = new BatchWriter(memory, form, storage.examples(), storage.targets());
        full = memory.prepare(plans.forward(fullBatch));
        last = lastBatch == 0 ? full : memory.prepare(plans.forward(lastBatch));
        Strategies strategies = plans.strategies();
        mixing = strategies.mixup().map(each -> new Mixing(each.alpha(), seed, fullBatch));
        ascent = strategies.sam().map(each -> {
            Execution atFull = memory.prepare(plans.forwardAscended(fullBatch));
            return new Ascent(
                    memory.prepare(plans.ascent()),
                    atFull,
                    lastBatch == 0 ? atFull : memory.prepare(plans.forwardAscended(lastBatch)));
        });
        averages = strategies.averages()
                ? Optional.of(new Averages(
                        memory.prepare(plans.averaging()),
                        strategies.ema(),
                        strategies.swa().flatMap(each -> plans.renewal()).map(memory::prepare)))
                : Optional.empty();
        updates = prepared(plans.updates(false));
        reportingUpdates = reportingUpdates(plans);
    }

    /** Keeps the data of the steps to come near, see {@link BatchWriter#keep}; mixtures are made by the host. */
    void keep(Dataset data) {
        if (mixing.isEmpty()) {
            writer.keep(data);
        }
    }

    /** The updates of a step whose penalties and parts are wanted; the weights become the same. */
    private Execution[] reportingUpdates(TrainingPlans plans) {
        Optional<Plan> accounting = plans.accounting();
        if (plans.penalties().storage().size() == 0 && accounting.isEmpty()) {
            return updates;
        }
        List<Plan> reporting = new ArrayList<>(plans.updates(true));
        accounting.ifPresent(plan -> reporting.add(reporting.size() - 1, plan));
        return prepared(reporting);
    }

    private Execution[] prepared(List<Plan> plans) {
        return plans.stream().map(memory::prepare).toArray(Execution[]::new);
    }

    /**
     * One step on the examples {@code rows[start] … rows[start + count − 1]}.
     *
     * @param number of the step, from 1
     * @param reporting whether the penalties of the new weights are wanted, and the parts of the rules in the step
     */
    void step(Dataset data, int[] rows, int start, int count, long number, double learningRate, boolean reporting) {
        values.number = number;
        values.learningRate = learningRate;
        write(data, rows, start, count, number);
        forward(count).run(values, seed, number);
        if (ascent.isPresent()) {
            ascent.get().climb().run(values, seed, number);
            (count == fullBatch ? ascent.get().full() : ascent.get().last()).run(values, seed, number);
        }
        for (Execution update : reporting ? reportingUpdates : updates) {
            update.run(values, seed, number);
        }
        if (averages.isPresent() && averages.get().ema().isPresent()) {
            double decay = averages.get().ema().get().decay();
            average((1 - decay) / (1 - Math.pow(decay, number)));
        }
    }

    private void write(Dataset data, int[] rows, int start, int count, long number) {
        if (mixing.isEmpty()) {
            writer.write(data, rows, start, count);
            return;
        }
        float share = mixing.get().share(number);
        values.mixing = share;
        int[] partners = mixing.get().partners(number, count);
        writer.writeMixed(data, rows, start, count, share, partners, memory.buffer(storage.partners()));
    }

    /** Gives the weights this share in the averages. */
    void average(double share) {
        values.averaging = share;
        averages.orElseThrow().average().run(values, seed, values.number);
    }

    /** Renews the statistics beside the averages by all full batches of these rows. */
    void renewStatistics(Dataset data, int[] rows) {
        if (averages.orElseThrow().renewal().isEmpty()) {
            return;
        }
        Execution renewal = averages.get().renewal().get();
        float[] statistics = new float[storage.renewed().size()];
        Buffer average = memory.buffer(storage.average());
        memory.device().read(average, storage.firstState(), statistics, 0, statistics.length);
        memory.write(storage.renewed(), statistics);
        for (int batch = 0; (batch + 1) * fullBatch <= rows.length; batch++) {
            writer.write(data, rows, batch * fullBatch, fullBatch);
            values.averaging = 1.0 / (batch + 1);
            renewal.run(values, seed, 0);
        }
        memory.read(storage.renewed(), statistics);
        memory.device().write(average, storage.firstState(), statistics, 0, statistics.length);
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
        memory.read(storage.sums(), sums);
        loss += sums[StepStorage.LOSS];
        correct += sums[StepStorage.CORRECT];
        for (int i = 0; i < activity.length; i++) {
            activity[i] += sums[StepStorage.ACTIVITY + i];
        }
        if (firstBadStep == 0) {
            firstBadStep = (long) sums[StepStorage.FIRST_BAD_STEP];
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
        memory.write(storage.sums(), sums);
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
        memory.read(storage.weights(), into.weights());
        into.slots().forEach((name, values) -> memory.read(storage.slots().get(name), values));
        if (into.average().length > 0) {
            memory.read(storage.average(), into.average());
        }
    }

    void write(Snapshot from) {
        memory.write(storage.weights(), from.weights());
        from.slots().forEach((name, values) -> memory.write(storage.slots().get(name), values));
        if (from.average().length > 0) {
            memory.write(storage.average(), from.average());
        }
    }
}

package dev.occam.engine.train;

import dev.occam.Metrics;
import dev.occam.data.Dataset;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.ScalarValues;
import dev.occam.engine.step.EvaluationPlans;
import dev.occam.engine.step.TargetForm;
import java.util.OptionalDouble;

/** Evaluates the weights that are on a device. */
final class Evaluator {
    /** After this many batches the sums are added up in double on the host, so that long sums stay exact enough. */
    private static final int BATCHES_PER_SUM = 256;

    private final DeviceMemory memory;
    private final EvaluationPlans plans;
    private final TargetForm form;
    private final BatchWriter writer;
    private final Execution evaluation;
    private final float[] sums = new float[2];
    private int counted;
    private final ScalarValues values = scalar -> counted;
    private double loss;
    private double correct;

    Evaluator(DeviceMemory memory, EvaluationPlans plans, TargetForm form) {
        this.memory = memory;
        this.plans = plans;
        this.form = form;
        writer = new BatchWriter(memory, form, plans.examples(), plans.targets());
        evaluation = memory.prepare(plans.evaluation());
    }

    /** Keeps data that are evaluated again and again near, see {@link BatchWriter#keep}. */
    void keep(Dataset data) {
        writer.keep(data);
    }

    /** Mean loss and accuracy, without any rule at work. */
    Metrics evaluate(Dataset data) {
        loss = 0;
        correct = 0;
        int batches = 0;
        memory.write(plans.sums(), new float[2]);
        for (int start = 0; start < data.size(); start += plans.batch()) {
            counted = Math.min(plans.batch(), data.size() - start);
            writer.write(data, start, counted);
            evaluation.run(values, 0, 0);
            batches++;
            if (batches % BATCHES_PER_SUM == 0) {
                drain();
            }
        }
        drain();
        return new Metrics(
                loss / data.size(),
                form.hasClasses() ? OptionalDouble.of(correct / data.size()) : OptionalDouble.empty());
    }

    private void drain() {
        memory.read(plans.sums(), sums);
        loss += sums[0];
        correct += sums[1];
        sums[0] = 0;
        sums[1] = 0;
        memory.write(plans.sums(), sums);
    }
}

package dev.occam.engine.train;

import dev.occam.data.Dataset;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.step.EvaluationPlans;
import dev.occam.engine.step.StepStorage;
import dev.occam.error.RunException;
import dev.occam.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out where a run diverged: goes back to the last epoch's end, trains again up to the first bad step, and looks at
 * every layer's output there.
 */
final class Divergence {
    private final TrainingSetup setup;
    private final DeviceMemory memory;
    private final StepStorage storage;
    private final StepRunner runner;
    private final Snapshot before;
    private final EvaluationPlans evaluation;

    Divergence(
            TrainingSetup setup,
            DeviceMemory memory,
            StepStorage storage,
            StepRunner runner,
            Snapshot before,
            EvaluationPlans evaluation) {
        this.setup = setup;
        this.memory = memory;
        this.storage = storage;
        this.runner = runner;
        this.before = before;
        this.evaluation = evaluation;
    }

    /** The error for a step whose loss was not finite. */
    RunException atStep(int epoch, int[] rows, long badStep) {
        Dataset train = setup.data().train();
        int batch = setup.facts().batchSize();
        long stepsBefore = (long) (epoch - 1) * setup.facts().stepsPerEpoch();
        runner.write(before);
        for (long step = stepsBefore; step < badStep - 1; step++) {
            int first = (int) (step - stepsBefore) * batch;
            runner.step(
                    train,
                    rows,
                    first,
                    Math.min(batch, train.size() - first),
                    step + 1,
                    setup.rates().at(step),
                    false);
        }
        Snapshot reached = Snapshot.empty(storage);
        runner.read(reached);
        int first = (int) (badStep - 1 - stepsBefore) * batch;
        int count = Math.min(batch, train.size() - first);
        String where = inWeights(reached.weights())
                .or(() -> inActivations(rows, first, count))
                .orElseThrow();
        return error(epoch, badStep, where, reached.weights(), largestInput(rows, first, count));
    }

    /** The error for weights that the last step of an epoch has spoilt. */
    RunException afterEpoch(int epoch, float[] weights) {
        long step = (long) epoch * setup.facts().stepsPerEpoch();
        return error(epoch, step, inWeights(weights).orElseThrow(), weights, 0);
    }

    private Optional<String> inWeights(float[] values) {
        for (ModelTensor weight : setup.network().tensors()) {
            for (float value : WeightFiles.values(weight, storage.layout(), values)) {
                if (!Float.isFinite(value)) {
                    ModelLayer layer = setup.network().layers().get(weight.layer());
                    return Optional.of(
                            "the weights %s of %s are not finite".formatted(weight.name(), layer.describe()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> inActivations(int[] rows, int first, int count) {
        List<Storage> outputs = new ArrayList<>();
        for (Shape shape : evaluation.layerShapes()) {
            outputs.add(new Storage("layer output", shape.elements()));
        }
        BatchWriter writer = new BatchWriter(memory, setup.form(), evaluation.examples(), evaluation.targets());
        Execution diagnosis = memory.prepare(evaluation.diagnosis(outputs));
        writer.write(setup.data().train(), rows, first, count);
        diagnosis.run(scalar -> count, setup.spec().seed(), 0);
        double largest = 0;
        int largestLayer = 0;
        for (int i = 0; i < outputs.size(); i++) {
            float[] values = new float[outputs.get(i).size()];
            memory.read(outputs.get(i), values);
            int counted = values.length / evaluation.batch() * count;
            for (int j = 0; j < counted; j++) {
                if (!Float.isFinite(values[j])) {
                    return Optional.of("the output of %s is not finite"
                            .formatted(setup.network().layers().get(i).describe()));
                }
                if (Math.abs(values[j]) > largest) {
                    largest = Math.abs(values[j]);
                    largestLayer = i;
                }
            }
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the loss is not finite; the output of %s is as large as %.3g",
                setup.network().layers().get(largestLayer).describe(),
                largest));
    }

    private double largestInput(int[] rows, int first, int count) {
        Dataset train = setup.data().train();
        double largest = 0;
        for (int i = first; i < first + count; i++) {
            for (int j = 0; j < train.width(); j++) {
                float value = train.features()[rows[i] * train.width() + j];
                largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : Double.POSITIVE_INFINITY;
                if (Double.isInfinite(largest)) {
                    return largest;
                }
            }
        }
        return largest;
    }

    private RunException error(int epoch, long step, String where, float[] weights, double largestInput) {
        return new RunException("Training diverged at step %d (epoch %d): %s.%n  %s%s"
                .formatted(
                        step,
                        epoch,
                        where,
                        cause(step, weights, largestInput),
                        epoch > 1 ? "\n  The checkpoint of epoch " + (epoch - 1) + " stands." : ""));
    }

    private String cause(long step, float[] weights, double largestInput) {
        if (Double.isInfinite(largestInput)) {
            return "The data hold values that are not finite; correct them.";
        }
        if (largestInput > 1e3) {
            return String.format(
                    Locale.ROOT, "Likely cause: features as large as %.3g. Standardize the data.", largestInput);
        }
        double rate = setup.rates().at(step - 1);
        String growth = "";
        double largest = 0;
        for (float weight : weights) {
            largest = Float.isFinite(weight) ? Math.max(largest, Math.abs(weight)) : Double.POSITIVE_INFINITY;
        }
        if (largest > 10) {
            growth = Double.isInfinite(largest)
                    ? " The weights have grown without bound."
                    : String.format(Locale.ROOT, " The largest weight has grown to %.3g.", largest);
        }
        return String.format(
                Locale.ROOT,
                "Likely cause: a learning rate that is too high (%.3g); try %.3g.%s",
                rate,
                rate / 10,
                growth);
    }
}

package dev.occam.engine.train;

import dev.occam.data.Dataset;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.step.EvaluationPlans;
import dev.occam.engine.step.StepStorage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data loss of each example under the weights on a device, and the largest values of units. */
final class ExampleLosses {
    private final DeviceMemory memory;
    private final EvaluationPlans plans;
    private final Map<ModelLayer, Storage> peaks = new LinkedHashMap<>();
    private final Storage losses;
    private final Execution inspection;
    private final BatchWriter writer;
    private int counted;

    /**
     * @param training whether normalizations use the statistics of batches
     * @param layers whose units are looked at
     */
    ExampleLosses(
            TrainingSetup setup,
            DeviceMemory memory,
            StepStorage storage,
            int batch,
            boolean training,
            List<ModelLayer> layers) {
        this.memory = memory;
        plans = new EvaluationPlans(
                setup.network(), setup.loss(), setup.form(), storage.layout(), storage.weights(), batch);
        losses = new Storage("losses", batch);
        Map<Integer, Storage> byIndex = new LinkedHashMap<>();
        for (ModelLayer layer : layers) {
            int units = plans.layerShapes().get(layer.index()).size(1);
            Storage peak = new Storage("peaks of " + layer.name(), units);
            peaks.put(layer, peak);
            byIndex.put(layer.index(), peak);
        }
        inspection = memory.prepare(plans.inspection(training, losses, byIndex));
        writer = new BatchWriter(memory, setup.form(), plans.examples(), plans.targets());
    }

    /** The loss of each example. */
    double[] of(Dataset data) {
        return run(inspection, data, data.size());
    }

    /** The mean loss of the examples of so many full batches. */
    double meanOf(Dataset data, int batches) {
        return Arrays.stream(run(inspection, data, batches * plans.batch()))
                .average()
                .orElse(0);
    }

    /** The mean loss of a prediction that is the same for all examples. */
    double ofConstant(Dataset data, float[] prediction) {
        Storage same = new Storage("constant prediction", prediction.length);
        memory.write(same, prediction);
        return Arrays.stream(run(memory.prepare(plans.constant(same, losses)), data, data.size()))
                .average()
                .orElse(0);
    }

    /** The largest value that each unit of the layers has had so far, at least 0. */
    Map<ModelLayer, float[]> peaks() {
        Map<ModelLayer, float[]> values = new LinkedHashMap<>();
        peaks.forEach((layer, storage) -> {
            float[] peak = new float[storage.size()];
            memory.read(storage, peak);
            values.put(layer, peak);
        });
        return values;
    }

    private double[] run(Execution execution, Dataset data, int examples) {
        double[] all = new double[examples];
        float[] some = new float[plans.batch()];
        for (int start = 0; start < examples; start += plans.batch()) {
            counted = Math.min(plans.batch(), examples - start);
            writer.write(data, start, counted);
            execution.run(scalar -> counted, 0, 0);
            memory.read(losses, some);
            for (int i = 0; i < counted; i++) {
                all[start + i] = some[i];
            }
        }
        return all;
    }
}

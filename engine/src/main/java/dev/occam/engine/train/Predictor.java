package dev.occam.engine.train;

import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.step.EvaluationPlans;
import java.util.HashMap;
import java.util.Map;

/** Predicts with the weights that are on a device, in full batches and then in the smallest that holds the rest. */
final class Predictor {
    /** Each size is planned when it is needed first; one example should not cost as much as a batch. */
    private static final int[] SMALL_BATCHES = {1, 8, 64};

    private final DeviceMemory memory;
    private final EvaluationPlans plans;
    private final int columns;
    private final Storage predictions;
    private final Map<Integer, Execution> executions = new HashMap<>();

    /** @param columns values that are predicted for an example */
    Predictor(DeviceMemory memory, EvaluationPlans plans, int columns) {
        this.memory = memory;
        this.plans = plans;
        this.columns = columns;
        predictions = new Storage("predictions", plans.batch() * columns);
    }

    /** What the model predicts for these features, {@code examples × columns}. */
    float[] predict(float[] features) {
        int width = plans.examples().size() / plans.batch();
        int examples = features.length / width;
        float[] predicted = new float[Math.multiplyExact(examples, columns)];
        for (int start = 0; start < examples; start += plans.batch()) {
            int count = Math.min(plans.batch(), examples - start);
            Execution execution = executions.computeIfAbsent(batch(count), this::prepare);
            memory.device().write(memory.buffer(plans.examples()), 0, features, start * width, count * width);
            execution.run(scalar -> count, 0, 0);
            memory.device().read(memory.buffer(predictions), 0, predicted, start * columns, count * columns);
        }
        return predicted;
    }

    private int batch(int count) {
        for (int small : SMALL_BATCHES) {
            if (count <= small) {
                return Math.min(small, plans.batch());
            }
        }
        return plans.batch();
    }

    private Execution prepare(int batch) {
        return memory.prepare(plans.prediction(predictions, batch));
    }
}

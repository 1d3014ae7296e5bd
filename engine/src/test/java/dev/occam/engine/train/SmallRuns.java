package dev.occam.engine.train;

import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Small data and models that train in milliseconds. */
final class SmallRuns {
    static final int INPUTS = 5;
    static final int HIDDEN = 7;
    static final int CLASSES = 3;
    static final int EXAMPLES = 20;
    static final int BATCH = 8;

    private SmallRuns() {}

    /** Random examples of three classes. */
    static Dataset data(int examples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] features = new float[examples * INPUTS];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextDouble(-1, 1);
        }
        int[] labels = new int[examples];
        for (int i = 0; i < examples; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
        return new Dataset("random", List.of(INPUTS), features, new Targets.Classes(labels, List.of("a", "b", "c")));
    }

    /** Examples that are all of the first of three classes. */
    static DataChoice oneClass() {
        Dataset data = data(EXAMPLES, 1);
        Targets first = new Targets.Classes(new int[EXAMPLES], List.of("a", "b", "c"));
        Dataset one = new Dataset("one class", List.of(INPUTS), data.features(), first);
        return new DataChoice.Given(one, Optional.empty(), Optional.empty());
    }

    /** Twenty epochs of three steps, the last of which is smaller: sixty steps. */
    static TrainingSpecBuilder sixtySteps() {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data(EXAMPLES, 1), Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", HIDDEN))
                .layer("tanh")
                .layer("dense", Map.of("units", CLASSES))
                .optimizer("sgd", Map.of("lr", 0.1))
                .epochs(20)
                .batch(BATCH)
                .shuffle(false)
                .threads(1);
    }

    static TrainingResult train(TrainingSpec spec) {
        return Occam.engine().train(spec, RunOptions.IN_MEMORY, TrainingListener.NONE);
    }

    /** The weights of a result, in the model's order; the result is closed. */
    static List<float[]> weights(TrainingResult result) {
        try (var model = result.model()) {
            return model.weights().keySet().stream().map(model::weight).toList();
        }
    }

    /** The weights after this training, to the bit; a text, so that a difference can be read. */
    static String bits(TrainingSpecBuilder spec) {
        StringBuilder text = new StringBuilder();
        for (float[] weight : weights(train(spec.build()))) {
            int[] raw = new int[weight.length];
            Arrays.setAll(raw, i -> Float.floatToRawIntBits(weight[i]));
            text.append(Arrays.toString(raw)).append('\n');
        }
        return text.toString();
    }
}

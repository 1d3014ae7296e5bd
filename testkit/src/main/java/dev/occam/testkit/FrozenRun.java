package dev.occam.testkit;

import dev.occam.Engine;
import dev.occam.LayerChoice;
import dev.occam.TrainedModel;
import dev.occam.TrainingSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A run that goes on from a file with its first layer frozen: training must leave that layer's weights and states alone. */
final class FrozenRun {
    private final Engine engine;
    private final TrainingSpec spec;
    private final String prefix;

    FrozenRun(Engine engine, TrainingSpec spec) {
        this.engine = engine;
        this.spec = spec;
        String first = engine.explain(spec).start().coverage().rows().get(0).weight();
        prefix = first.substring(0, first.indexOf('.') + 1);
    }

    void check(Path folder) {
        Path file = folder.resolve("start.safetensors");
        Map<String, float[]> start;
        try (TrainedModel model = Runs.train(engine, spec).model()) {
            start = Runs.weights(model);
            model.save(file);
        }
        Map<String, float[]> trained = Runs.weights(Runs.train(engine, Runs.from(file, spec, frozen())));
        boolean others = false;
        for (Map.Entry<String, float[]> weight : trained.entrySet()) {
            float[] before = start.get(weight.getKey());
            if (weight.getKey().startsWith(prefix)) {
                Runs.requireSameBits(before, weight.getValue(), "a frozen layer after training: " + weight.getKey());
            } else {
                others |= !Arrays.equals(before, weight.getValue());
            }
        }
        if (!others) {
            throw new AssertionError("nothing was trained beside the frozen layer %s: the run needs a second layer with"
                            .formatted(prefix.substring(0, prefix.length() - 1))
                    + " weights");
        }
    }

    private List<LayerChoice> frozen() {
        List<LayerChoice> model = new ArrayList<>(spec.model());
        for (int i = 0; i < model.size(); i++) {
            String name = model.get(i).as().orElse(String.valueOf(i));
            if (prefix.equals(name + ".")) {
                model.set(i, model.get(i).freeze());
            }
        }
        return model;
    }
}

package com.example.embedding;

import dev.occam.Engine;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import java.nio.file.Path;
import java.util.Map;

/** Trains a small network in a service's own process; only the api is on its compile path. */
public final class RingClassifier {
    private final Engine engine = Occam.engine();

    /** A network that has learnt to tell the rings apart; the caller closes its model. */
    public TrainingResult train(Dataset train, Dataset test) {
        TrainingSpec spec = new TrainingSpecBuilder()
                .data(train, test)
                .layer("dense", Map.of("units", 16))
                .layer("tanh")
                .layer("dense", Map.of("units", 2))
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("decoupled-decay", Map.of("lambda", 0.01))
                .epochs(40)
                .batch(32)
                .seed(7)
                .build();
        return engine.train(spec, RunOptions.IN_MEMORY, TrainingListener.NONE);
    }

    /** The same network from a file: its first layer stays as it is there, and the last one learns on. */
    public TrainingResult fineTune(Path file, Dataset train, Dataset test) {
        TrainingSpec spec = new TrainingSpecBuilder()
                .data(train, test)
                .frozenLayer("dense", Map.of("units", 16))
                .layer("tanh")
                .layer("dense", Map.of("units", 2))
                .init(file)
                .epochs(10)
                .build();
        return engine.train(spec, RunOptions.IN_MEMORY, TrainingListener.NONE);
    }

    /** A network that was saved. */
    public TrainedModel load(Path file) {
        return engine.load(file, "auto");
    }
}

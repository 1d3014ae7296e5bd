package dev.occam.benchmark.occam;

import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpecBuilder;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Inference;
import dev.occam.benchmark.work.Net;
import java.util.Optional;

/** Predictions through the façade, as a service would ask for them. */
public final class InferenceTask implements Task {
    private final TrainedModel model;
    private final float[] features;
    private final Net net;
    private float[] predicted = {};

    public InferenceTask(Inference inference, int threads) {
        net = inference.net();
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(new DataChoice.Given(TrainingTask.dataset(net), Optional.empty(), Optional.empty()))
                .epochs(1)
                .batch(net.batch())
                .backend("cpu")
                .threads(threads);
        Networks.layers(net).forEach(spec::layer);
        model = Occam.engine()
                .train(spec.build(), RunOptions.IN_MEMORY, TrainingListener.NONE)
                .model();
        features = Examples.of(net).features()[0];
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            predicted = model.predict(features).values();
        }
    }

    @Override
    public String check() {
        run(1);
        return check(predicted, net.classes(), net.batch());
    }

    /** Whether there are probabilities of so many examples, each row adding up to one. */
    static String check(float[] predicted, int classes, int examples) {
        if (predicted.length != classes * examples) {
            throw new IllegalStateException("%d values were predicted for %d examples of %d classes"
                    .formatted(predicted.length, examples, classes));
        }
        for (int row = 0; row < examples; row++) {
            double sum = 0;
            for (int i = 0; i < classes; i++) {
                sum += predicted[row * classes + i];
            }
            if (!(Math.abs(sum - 1) < 1e-5)) {
                throw new IllegalStateException(
                        "the probabilities of example %d of %d add up to %s".formatted(row + 1, examples, sum));
            }
        }
        return "probabilities";
    }

    @Override
    public void close() {
        model.close();
    }
}

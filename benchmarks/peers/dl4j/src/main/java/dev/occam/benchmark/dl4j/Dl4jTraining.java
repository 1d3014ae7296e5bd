package dev.occam.benchmark.dl4j;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Fits a batch, again and again. */
final class Dl4jTraining implements Task {
    private static final int STEPS_OF_CHECK = 12;

    private final MultiLayerNetwork network;
    private final INDArray[] features = new INDArray[Examples.BATCHES];
    private final INDArray[] labels = new INDArray[Examples.BATCHES];
    /** Of the first step with each batch. */
    private double firstLoss;

    private int steps;

    Dl4jTraining(Net net) {
        network = Dl4jNets.network(net);
        Examples examples = Examples.of(net);
        for (int batch = 0; batch < Examples.BATCHES; batch++) {
            features[batch] = Dl4jNets.features(examples.features()[batch], net);
            labels[batch] = Dl4jNets.labels(examples.labels()[batch], net);
        }
    }

    private double lossOfAll() {
        double sum = 0;
        for (int i = 0; i < Examples.BATCHES; i++) {
            run(1);
            sum += network.score();
        }
        return sum / Examples.BATCHES;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            int batch = steps++ % Examples.BATCHES;
            network.fit(features[batch], labels[batch]);
            if (steps <= Examples.BATCHES) {
                firstLoss += network.score() / Examples.BATCHES;
            }
        }
    }

    @Override
    public String check() {
        run(STEPS_OF_CHECK - Examples.BATCHES);
        return Task.falling(firstLoss, lossOfAll());
    }

    @Override
    public void close() {
        network.close();
    }
}

package dev.occam.benchmark.smile;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import smile.classification.MLP;

/** Updates by a batch. */
final class SmileTraining implements Task {
    private final Net net;
    private final MLP network;
    private final double[][][] features = new double[Examples.BATCHES][][];
    private final int[][] labels;
    private int steps;

    SmileTraining(Net net) {
        this.net = net;
        network = SmileNets.network(net);
        Examples examples = Examples.of(net);
        for (int batch = 0; batch < Examples.BATCHES; batch++) {
            features[batch] = SmileNets.rows(examples.features()[batch], net);
        }
        labels = examples.labels();
    }

    /** The mean loss of the first batch. */
    private double loss(MLP network) {
        double sum = 0;
        double[] probabilities = new double[10];
        for (int row = 0; row < labels[0].length; row++) {
            network.predict(features[0][row], probabilities);
            sum -= Math.log(Math.max(1e-12, probabilities[labels[0][row]]));
        }
        return sum / labels[0].length;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            int batch = steps++ % Examples.BATCHES;
            network.update(features[batch], labels[batch]);
        }
    }

    @Override
    public String check() {
        return Task.falling(loss(SmileNets.network(net)), loss(network));
    }

    @Override
    public void close() {}
}

package dev.occam.benchmark.smile;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import smile.classification.MLP;

/** Predictions, one example after another. */
final class SmileInference implements Task {
    private final MLP network;
    private final double[][] features;
    private final double[] probabilities;

    SmileInference(Net net) {
        network = SmileNets.network(net);
        features = SmileNets.rows(Examples.of(net).features()[0], net);
        probabilities = new double[net.classes()];
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            for (double[] row : features) {
                network.predict(row, probabilities);
            }
        }
    }

    @Override
    public String check() {
        run(1);
        double sum = 0;
        for (double probability : probabilities) {
            sum += probability;
        }
        if (!(Math.abs(sum - 1) < 1e-4)) {
            throw new IllegalStateException("the probabilities of the last example add up to " + sum);
        }
        return "probabilities";
    }

    @Override
    public void close() {}
}

package dev.occam.benchmark.dl4j;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The output of a network for an array that stays. */
final class Dl4jInference implements Task {
    private final MultiLayerNetwork network;
    private final INDArray input;

    Dl4jInference(Net net) {
        network = Dl4jNets.network(net);
        input = Dl4jNets.features(Examples.of(net).features()[0], net);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            network.output(input, false);
        }
    }

    @Override
    public String check() {
        double sum = network.output(input, false).getRow(0).sumNumber().doubleValue();
        if (!(Math.abs(sum - 1) < 1e-4)) {
            throw new IllegalStateException("the probabilities of the first example add up to " + sum);
        }
        return "probabilities";
    }

    @Override
    public void close() {
        network.close();
    }
}

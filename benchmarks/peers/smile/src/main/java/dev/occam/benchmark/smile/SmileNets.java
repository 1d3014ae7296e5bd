package dev.occam.benchmark.smile;

import dev.occam.benchmark.work.Net;
import dev.occam.benchmark.work.NetLayer;
import java.util.ArrayList;
import java.util.List;
import smile.classification.MLP;
import smile.model.mlp.Layer;
import smile.model.mlp.LayerBuilder;
import smile.model.mlp.OutputFunction;
import smile.util.function.TimeFunction;

/** Measured networks as Smile has them. */
final class SmileNets {
    private SmileNets() {}

    static MLP network(Net net) {
        List<LayerBuilder> layers = new ArrayList<>(List.of(Layer.input(net.width())));
        List<NetLayer> dense =
                net.layers().stream().filter(NetLayer.Dense.class::isInstance).toList();
        for (NetLayer layer : dense.subList(0, dense.size() - 1)) {
            layers.add(Layer.rectifier(((NetLayer.Dense) layer).units()));
        }
        layers.add(Layer.mle(net.classes(), OutputFunction.SOFTMAX));
        MLP network = new MLP(layers.toArray(LayerBuilder[]::new));
        network.setLearningRate(TimeFunction.constant(0.01));
        network.setMomentum(TimeFunction.constant(0.9));
        network.setWeightDecay(1e-4);
        return network;
    }

    static double[][] rows(float[] features, Net net) {
        double[][] rows = new double[net.batch()][net.width()];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                rows[row][i] = features[row * net.width() + i];
            }
        }
        return rows;
    }
}

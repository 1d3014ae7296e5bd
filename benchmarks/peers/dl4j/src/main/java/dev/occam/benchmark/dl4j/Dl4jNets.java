package dev.occam.benchmark.dl4j;

import dev.occam.benchmark.work.Net;
import dev.occam.benchmark.work.NetLayer;
import dev.occam.benchmark.work.WorkRule;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Measured networks as Deeplearning4j's layers, which hold their activation. */
final class Dl4jNets {
    private Dl4jNets() {}

    static MultiLayerNetwork network(Net net) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(1e-3))
                .weightDecay(WorkRule.DECAY_STRENGTH)
                .list();
        List<NetLayer> layers = net.layers();
        for (int i = 0; i < layers.size(); i++) {
            NetLayer layer = layers.get(i);
            if (layer instanceof NetLayer.Dense dense && i < layers.size() - 1) {
                list.layer(new DenseLayer.Builder()
                        .nOut(dense.units())
                        .activation(Activation.RELU)
                        .build());
            } else if (layer instanceof NetLayer.Convolution convolution) {
                int size = convolution.size();
                list.layer(new ConvolutionLayer.Builder(size, size)
                        .stride(1, 1)
                        .padding(size / 2, size / 2)
                        .nOut(convolution.channels())
                        .activation(Activation.RELU)
                        .build());
            } else if (layer instanceof NetLayer.MaxPool) {
                list.layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build());
            }
        }
        list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(net.classes())
                .activation(Activation.SOFTMAX)
                .build());
        List<Integer> shape = net.exampleShape();
        list.setInputType(
                shape.size() == 1
                        ? InputType.feedForward(shape.get(0))
                        : InputType.convolutional(shape.get(1), shape.get(2), shape.get(0)));
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    static INDArray features(float[] values, Net net) {
        long[] shape = new long[net.exampleShape().size() + 1];
        shape[0] = net.batch();
        for (int i = 1; i < shape.length; i++) {
            shape[i] = net.exampleShape().get(i - 1);
        }
        return Nd4j.createFromArray(values).reshape(shape);
    }

    static INDArray labels(int[] classes, Net net) {
        float[] oneHot = new float[classes.length * net.classes()];
        for (int row = 0; row < classes.length; row++) {
            oneHot[row * net.classes() + classes[row]] = 1;
        }
        return Nd4j.createFromArray(oneHot).reshape(classes.length, net.classes());
    }
}

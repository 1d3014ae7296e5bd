package dev.occam.benchmark.torch;

import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import dev.occam.benchmark.work.NetLayer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** A measured network in operators of libtorch, its weights uniform in ±1/√inputs. */
final class TorchNet {
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};
    private static final long[] NONE = {0, 0};

    private final List<NetLayer> layers;
    private final List<Tensor> weights = new ArrayList<>();
    private final boolean channelsLast;
    private int seed = 1000;

    /** @param channelsLast whether images and kernels lie with the channels innermost, which libtorch prefers on the CPU */
    TorchNet(Net net, boolean channelsLast) {
        layers = net.layers();
        this.channelsLast = channelsLast && net.exampleShape().size() == 3;
        int channels = net.exampleShape().get(0);
        int pixels = net.width() / channels;
        int inputs = net.width();
        for (NetLayer layer : layers) {
            if (layer instanceof NetLayer.Dense dense) {
                add(inputs, dense.units(), dense.units(), inputs);
                inputs = dense.units();
            } else if (layer instanceof NetLayer.Convolution convolution) {
                int size = convolution.size();
                add(channels * size * size, convolution.channels(), convolution.channels(), channels, size, size);
                channels = convolution.channels();
            } else if (layer instanceof NetLayer.MaxPool) {
                pixels /= 4;
            } else if (layer instanceof NetLayer.Flatten) {
                inputs = channels * pixels;
            }
        }
    }

    private void add(int inputs, int outputs, long... shape) {
        int size = 1;
        for (long each : shape) {
            size *= (int) each;
        }
        Tensor weight = placed(tensor(Examples.noise(seed++, size, 1 / Math.sqrt(inputs)), shape));
        Tensor bias = tensor(Examples.noise(seed++, outputs, 1 / Math.sqrt(inputs)), outputs);
        weight.set_requires_grad(true);
        bias.set_requires_grad(true);
        weights.add(weight);
        weights.add(bias);
    }

    static Tensor tensor(float[] values, long... shape) {
        return AbstractTensor.create(values).reshape(shape).contiguous();
    }

    /** In the order of memory that this network wants. */
    private Tensor placed(Tensor images) {
        return channelsLast && images.dim() == 4 ? images.contiguous(torch.MemoryFormat.ChannelsLast) : images;
    }

    Tensor input(float[] features, Net net) {
        long[] shape = new long[net.exampleShape().size() + 1];
        shape[0] = net.batch();
        for (int i = 1; i < shape.length; i++) {
            shape[i] = net.exampleShape().get(i - 1);
        }
        return placed(tensor(features, shape));
    }

    List<Tensor> weights() {
        return weights;
    }

    Tensor forward(Tensor examples) {
        Tensor x = examples;
        int next = 0;
        for (NetLayer layer : layers) {
            if (layer instanceof NetLayer.Dense) {
                x = torch.linear(x, weights.get(next), new TensorOptional(weights.get(next + 1)));
                next += 2;
            } else if (layer instanceof NetLayer.Convolution convolution) {
                long padding = convolution.size() / 2;
                x = torch.conv2d(
                        x,
                        weights.get(next),
                        new TensorOptional(weights.get(next + 1)),
                        ONE,
                        new long[] {padding, padding},
                        ONE,
                        1);
                next += 2;
            } else if (layer instanceof NetLayer.MaxPool) {
                x = torch.max_pool2d(x, TWO, TWO, NONE, ONE, false);
            } else if (layer instanceof NetLayer.Relu) {
                x = torch.relu(x);
            } else {
                x = x.reshape(x.size(0), -1);
            }
        }
        return x;
    }
}

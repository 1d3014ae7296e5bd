package dev.occam.benchmark.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.occam.benchmark.work.Net;
import dev.occam.benchmark.work.NetLayer;

/** Measured networks as DJL's blocks. */
final class DjlNets {
    private DjlNets() {}

    static SequentialBlock block(Net net) {
        SequentialBlock block = new SequentialBlock();
        for (NetLayer layer : net.layers()) {
            if (layer instanceof NetLayer.Dense dense) {
                block.add(Linear.builder().setUnits(dense.units()).build());
            } else if (layer instanceof NetLayer.Convolution convolution) {
                long size = convolution.size();
                block.add(Conv2d.builder()
                        .setKernelShape(new Shape(size, size))
                        .optPadding(new Shape(size / 2, size / 2))
                        .setFilters(convolution.channels())
                        .build());
            } else if (layer instanceof NetLayer.MaxPool) {
                block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
            } else if (layer instanceof NetLayer.Relu) {
                block.add(Activation::relu);
            } else {
                block.add(Blocks.batchFlattenBlock());
            }
        }
        return block;
    }

    static Shape input(Net net) {
        Shape shape = new Shape(net.batch());
        for (int size : net.exampleShape()) {
            shape = shape.add(size);
        }
        return shape;
    }
}

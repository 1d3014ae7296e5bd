package dev.occam.benchmark.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;

/** The forward pass of a block on an array that stays in its memory. */
final class DjlInference implements Task {
    private final Net net;
    private final Model model;
    private final NDManager manager;
    private final SequentialBlock block;
    private final NDList input;
    private final ParameterStore parameters;

    DjlInference(Net net) {
        this.net = net;
        model = Model.newInstance(net.name(), Device.cpu(), "PyTorch");
        block = DjlNets.block(net);
        block.initialize(model.getNDManager(), DataType.FLOAT32, DjlNets.input(net));
        model.setBlock(block);
        manager = model.getNDManager().newSubManager();
        input = new NDList(manager.create(Examples.of(net).features()[0], DjlNets.input(net)));
        parameters = new ParameterStore(manager, false);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            block.forward(parameters, input, false).close();
        }
    }

    @Override
    public String check() {
        try (NDList output = block.forward(parameters, input, false)) {
            NDArray scores = output.singletonOrThrow();
            if (scores.size() != (long) net.batch() * net.classes()) {
                throw new IllegalStateException("the output has the shape " + scores.getShape());
            }
            return "scores";
        }
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}

package dev.occam.benchmark.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;

/** Steps of DJL's trainer on batches that stay in its memory; the loss is read only for the check. */
final class DjlTraining implements Task {
    private static final int STEPS_OF_CHECK = 24;

    private final Model model;
    private final Trainer trainer;
    private final NDArray[] features = new NDArray[Examples.BATCHES];
    private final NDArray[] labels = new NDArray[Examples.BATCHES];
    /** Of the first step with each batch. */
    private double firstLoss;

    private int steps;

    DjlTraining(Net net) {
        model = Model.newInstance(net.name(), Device.cpu(), "PyTorch");
        model.setBlock(DjlNets.block(net));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(DjlUpdate.adamW())
                .optDevices(new Device[] {Device.cpu()}));
        Shape shape = DjlNets.input(net);
        trainer.initialize(shape);
        Examples examples = Examples.of(net);
        for (int batch = 0; batch < Examples.BATCHES; batch++) {
            features[batch] = trainer.getManager().create(examples.features()[batch], shape);
            labels[batch] =
                    trainer.getManager().create(examples.labels()[batch]).toType(DataType.INT64, false);
        }
    }

    private double lossOfAll() {
        double sum = 0;
        for (int i = 0; i < Examples.BATCHES; i++) {
            sum += step(true);
        }
        return sum / Examples.BATCHES;
    }

    private double step(boolean wanted) {
        int batch = steps++ % Examples.BATCHES;
        double value = 0;
        try (NDManager scope = trainer.getManager().newSubManager()) {
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList output = trainer.forward(new NDList(features[batch]));
                NDArray loss = trainer.getLoss().evaluate(new NDList(labels[batch]), output);
                loss.attach(scope);
                output.attach(scope);
                collector.backward(loss);
                if (wanted) {
                    value = loss.getFloat();
                }
            }
            trainer.step();
        }
        return value;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            if (steps < Examples.BATCHES) {
                firstLoss += step(true) / Examples.BATCHES;
            } else {
                step(false);
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
        trainer.close();
        model.close();
    }
}

package dev.occam.benchmark.torch;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Steps with autograd and the C++ AdamW; images lie with the channels innermost, as that is the faster way. */
final class TorchTraining implements Task {
    private static final int STEPS_OF_CHECK = 24;

    /** All natives that are made beside those of a run. */
    private final PointerScope kept = new PointerScope();

    private final TorchNet net;
    private final Optimizer optimizer;
    private final Tensor[] features = new Tensor[Examples.BATCHES];
    private final Tensor[] labels = new Tensor[Examples.BATCHES];
    /** Of the first step with each batch. */
    private double firstLoss;

    private int steps;

    TorchTraining(Net work) {
        net = new TorchNet(work, true);
        optimizer = TorchUpdate.adamW(net.weights());
        Examples examples = Examples.of(work);
        for (int batch = 0; batch < Examples.BATCHES; batch++) {
            features[batch] = net.input(examples.features()[batch], work);
            long[] numbers = new long[work.batch()];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = examples.labels()[batch][row];
            }
            labels[batch] = AbstractTensor.create(numbers);
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
        try (PointerScope scope = new PointerScope()) {
            optimizer.zero_grad();
            Tensor loss = torch.cross_entropy(net.forward(features[batch]), labels[batch]);
            loss.backward();
            optimizer.step();
            return wanted ? loss.item_float() : 0;
        }
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
        kept.close();
    }
}

package dev.occam.benchmark.torch;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** The forward pass without a graph, on a tensor that stays. */
final class TorchInference implements Task {
    /** All natives that are made beside those of a run. */
    private final PointerScope kept = new PointerScope();

    private final Net work;
    private final TorchNet net;
    private final Tensor input;

    TorchInference(Net work) {
        this.work = work;
        net = new TorchNet(work, true);
        input = net.input(Examples.of(work).features()[0], work);
    }

    @Override
    public void run(int times) {
        try (PointerScope outer = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i < times; i++) {
                try (PointerScope scope = new PointerScope()) {
                    net.forward(input);
                }
            }
        }
    }

    @Override
    public String check() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            long values = net.forward(input).numel();
            if (values != (long) work.batch() * work.classes()) {
                throw new IllegalStateException("the output has %d values".formatted(values));
            }
            return "scores";
        }
    }

    @Override
    public void close() {
        kept.close();
    }
}

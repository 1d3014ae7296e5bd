package dev.occam.benchmark.torch;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Update;
import dev.occam.benchmark.work.WorkRule;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** The C++ optimizers. L1, which they do not have, is added to the gradient as its users do it. */
final class TorchUpdate implements Task {
    private static final double RATE = 1e-3;

    /** All natives that are made beside those of a run. */
    private final PointerScope kept = new PointerScope();

    private final List<Tensor> weights = new ArrayList<>();
    private final Optimizer optimizer;
    private final boolean l1;
    private final Scalar strength = new Scalar((float) WorkRule.L1_STRENGTH);
    private final float watched;

    TorchUpdate(Update update) {
        int size = Update.WEIGHTS / Update.TENSORS;
        for (int i = 0; i < Update.TENSORS; i++) {
            Tensor weight = TorchNet.tensor(Examples.noise(i, size, 0.01), size);
            weight.set_requires_grad(true);
            weight.mutable_grad().put(TorchNet.tensor(Examples.noise(100 + i, size, 0.001), size));
            weights.add(weight);
        }
        optimizer = optimizer(update, weights);
        l1 = update.rules().contains(WorkRule.L1);
        watched = first();
    }

    static Optimizer adamW(List<Tensor> weights) {
        AdamWOptions options = new AdamWOptions(RATE);
        options.weight_decay().put(WorkRule.DECAY_STRENGTH);
        return new AdamW(vector(weights), options);
    }

    private static Optimizer optimizer(Update update, List<Tensor> weights) {
        double l2 = update.rules().contains(WorkRule.L2) ? WorkRule.L2_STRENGTH : 0;
        if (!update.adam()) {
            SGDOptions options = new SGDOptions(RATE);
            options.momentum().put(0.9);
            options.weight_decay().put(l2);
            return new SGD(vector(weights), options);
        }
        if (update.rules().contains(WorkRule.DECAY)) {
            return adamW(weights);
        }
        AdamOptions options = new AdamOptions(RATE);
        options.weight_decay().put(l2);
        return new Adam(vector(weights), options);
    }

    private static TensorVector vector(List<Tensor> tensors) {
        return new TensorVector(tensors.toArray(Tensor[]::new));
    }

    private float first() {
        return weights.get(0).data_ptr_float().get(0);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            try (PointerScope scope = new PointerScope()) {
                if (l1) {
                    addSigns();
                }
                optimizer.step();
            }
        }
    }

    private void addSigns() {
        try (NoGradGuard guard = new NoGradGuard()) {
            for (Tensor weight : weights) {
                weight.mutable_grad().add_(weight.sign(), strength);
            }
        }
    }

    @Override
    public String check() {
        float now = first();
        if (!Float.isFinite(now) || now == watched) {
            throw new IllegalStateException("the first weight was %s and is %s".formatted(watched, now));
        }
        return "weights changed";
    }

    @Override
    public void close() {
        kept.close();
    }
}

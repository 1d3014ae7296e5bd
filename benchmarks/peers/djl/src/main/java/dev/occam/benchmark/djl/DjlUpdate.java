package dev.occam.benchmark.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Update;
import dev.occam.benchmark.work.WorkRule;

/** DJL's optimizers, tensor by tensor. */
final class DjlUpdate implements Task {
    private static final Tracker RATE = Tracker.fixed(1e-3f);

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final Optimizer optimizer;
    private final NDArray[] weights = new NDArray[Update.TENSORS];
    private final NDArray[] gradients = new NDArray[Update.TENSORS];
    private final float watched;

    DjlUpdate(Update update) {
        optimizer = optimizer(update);
        int size = Update.WEIGHTS / Update.TENSORS;
        for (int i = 0; i < Update.TENSORS; i++) {
            weights[i] = manager.create(Examples.noise(i, size, 0.01));
            gradients[i] = manager.create(Examples.noise(100 + i, size, 0.001));
        }
        watched = weights[0].getFloat(0);
    }

    static Optimizer adamW() {
        return Optimizer.adamW()
                .optLearningRateTracker(RATE)
                .optWeightDecays((float) WorkRule.DECAY_STRENGTH)
                .build();
    }

    private static Optimizer optimizer(Update update) {
        if (update.rules().contains(WorkRule.DECAY)) {
            return adamW();
        }
        float l2 = update.rules().contains(WorkRule.L2) ? (float) WorkRule.L2_STRENGTH : 0;
        return update.adam()
                ? Optimizer.adam()
                        .optLearningRateTracker(RATE)
                        .optWeightDecays(l2)
                        .build()
                : Optimizer.sgd()
                        .setLearningRateTracker(RATE)
                        .optMomentum(0.9f)
                        .optWeightDecays(l2)
                        .build();
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            for (int tensor = 0; tensor < Update.TENSORS; tensor++) {
                optimizer.update("w" + tensor, weights[tensor], gradients[tensor]);
            }
        }
    }

    @Override
    public String check() {
        float now = weights[0].getFloat(0);
        if (!Float.isFinite(now) || now == watched) {
            throw new IllegalStateException("the first weight was %s and is %s".formatted(watched, now));
        }
        return "weights changed";
    }

    @Override
    public void close() {
        manager.close();
    }
}

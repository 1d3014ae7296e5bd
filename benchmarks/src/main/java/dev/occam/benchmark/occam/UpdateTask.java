package dev.occam.benchmark.occam;

import dev.occam.benchmark.OpenDevice;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Update;
import dev.occam.device.Device;
import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.MeanSquaredError;
import dev.occam.engine.builtin.Sgd;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.step.Strategies;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The update of a network's weights, from the trainer's plans, without the forward and backward pass before it. */
public final class UpdateTask implements Task {
    private static final double LEARNING_RATE = 1e-3;
    private static final double SUBNORMAL = 1e-39;
    /** The square of such a gradient is subnormal, and so is its part in a mean of squares. */
    private static final double SUBNORMAL_SQUARE = 1e-20;

    private final Memory memory;
    private final StepScalars scalars = StepScalars.create();
    private final TrainingPlans plans;
    private final List<Execution> executions;
    private final float watched;
    private long steps;

    public UpdateTask(Update update, int threads) {
        this(update, OpenDevice.of("cpu", threads));
    }

    /** An update on a device, which the task closes. */
    public UpdateTask(Update update, Device device) {
        memory = new Memory(device);
        List<Dense> layers = Collections.nCopies(Update.TENSORS, new Dense(Update.SIDE, false));
        Network network = Networks.network(layers, List.of(Update.SIDE));
        Optimizer optimizer = update.adam() ? new Adam() : new Sgd(LEARNING_RATE, 0.9, false);
        Loss loss = new MeanSquaredError();
        plans = new TrainingPlans(
                network,
                Networks.rules(network, update.rules()),
                optimizer,
                loss,
                new TargetForm(loss.kind(), Update.SIDE),
                Optional.empty(),
                scalars,
                new RunFacts(LEARNING_RATE, LEARNING_RATE, 1, 1, 1),
                Strategies.NONE);
        executions = plans.updates(update.sum()).stream().map(memory::prepare).toList();
        memory.write(plans.storage().weights(), Examples.noise(1, Update.WEIGHTS, update.tiny() ? SUBNORMAL : 0.01));
        memory.write(
                plans.storage().gradients(),
                Examples.noise(2, Update.WEIGHTS, update.tiny() ? SUBNORMAL_SQUARE : 0.001));
        watched = memory.read(plans.storage().weights())[0];
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            steps++;
            for (Execution execution : executions) {
                execution.run(this::value, 1, steps);
            }
        }
        memory.device().finish();
    }

    private double value(Tensor scalar) {
        return scalar == scalars.learningRate() ? LEARNING_RATE : steps;
    }

    @Override
    public String check() {
        float now = memory.read(plans.storage().weights())[0];
        if (!Float.isFinite(now) || now == watched) {
            throw new IllegalStateException("the first weight was %s and is %s".formatted(watched, now));
        }
        return "weights changed";
    }

    @Override
    public void close() {
        memory.close();
    }
}

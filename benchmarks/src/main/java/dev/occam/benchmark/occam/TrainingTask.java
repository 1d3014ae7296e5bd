package dev.occam.benchmark.occam;

import dev.occam.benchmark.OpenDevice;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Examples;
import dev.occam.benchmark.work.Net;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.WorkRule;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.device.Device;
import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.SoftmaxCrossEntropy;
import dev.occam.engine.model.Initialization;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.step.StepStorage;
import dev.occam.engine.step.Strategies;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Training steps as the trainer runs them, from the plans that it runs: rows are gathered, written to the device and learnt from.
 * A test holds them to the trainer's bits.
 */
public final class TrainingTask implements Task {
    static final long SEED = 42;
    private static final double LEARNING_RATE = 1e-3;
    private static final int STEPS_OF_CHECK = 24;

    private final Net net;
    private final Network network;
    private final Memory memory;
    private final StepScalars scalars = StepScalars.create();
    private final TrainingPlans plans;
    private final TargetForm form;
    private final Dataset data;
    private final List<Execution> executions;
    private final float[] staging;
    private final float[] labels;
    private final double firstLoss;
    private long steps;

    public TrainingTask(Training training, int threads) {
        this(training, OpenDevice.of("cpu", threads));
    }

    TrainingTask(Training training, Device device) {
        net = training.net();
        memory = new Memory(device);
        network = Networks.network(Networks.layers(net), net.exampleShape());
        Set<WorkRule> rules = EnumSet.of(WorkRule.DECAY);
        rules.addAll(training.further());
        data = dataset(net);
        form = TargetForm.of(network, new SoftmaxCrossEntropy(), classes(net), true);
        plans = new TrainingPlans(
                network,
                Networks.rules(network, rules),
                new Adam(),
                new SoftmaxCrossEntropy(),
                form,
                Optional.empty(),
                scalars,
                new RunFacts(LEARNING_RATE, LEARNING_RATE, net.batch(), data.size(), Examples.BATCHES),
                Strategies.NONE);
        executions = Stream.concat(Stream.of(plans.forward(net.batch())), plans.updates(false).stream())
                .map(memory::prepare)
                .toList();
        float[] weights = new float[plans.storage().layout().size()];
        for (ModelWeight weight : network.weights()) {
            float[] start = Initialization.values(weight, SEED);
            System.arraycopy(start, 0, weights, plans.storage().layout().offset(weight), start.length);
        }
        memory.write(plans.storage().weights(), weights);
        staging = new float[plans.storage().examples().size()];
        labels = new float[net.batch()];
        firstLoss = lossOf(Examples.BATCHES);
    }

    static List<String> classes(Net net) {
        return IntStream.range(0, net.classes()).mapToObj(String::valueOf).toList();
    }

    /** All batches, one after another. */
    static Dataset dataset(Net net) {
        Examples examples = Examples.of(net);
        int width = net.batch() * net.width();
        float[] features = new float[Examples.BATCHES * width];
        int[] labels = new int[Examples.BATCHES * net.batch()];
        for (int batch = 0; batch < Examples.BATCHES; batch++) {
            System.arraycopy(examples.features()[batch], 0, features, batch * width, width);
            System.arraycopy(examples.labels()[batch], 0, labels, batch * net.batch(), net.batch());
        }
        return new Dataset("examples", net.exampleShape(), features, new Targets.Classes(labels, classes(net)));
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            step();
        }
        memory.device().finish();
    }

    private void step() {
        int first = (int) (steps % Examples.BATCHES) * net.batch();
        int width = net.width();
        for (int row = 0; row < net.batch(); row++) {
            System.arraycopy(data.features(), (first + row) * width, staging, row * width, width);
            form.copy(data, first + row, labels, row);
        }
        memory.device().write(memory.buffer(plans.storage().examples()), 0, staging, 0, staging.length);
        memory.device().write(memory.buffer(plans.storage().targets()), 0, labels, 0, labels.length);
        steps++;
        for (Execution execution : executions) {
            execution.run(this::value, SEED, steps);
        }
    }

    private double value(Tensor scalar) {
        return scalar == scalars.learningRate() ? LEARNING_RATE : steps;
    }

    /** The values of a weight, by its name. */
    float[] weight(String name) {
        ModelWeight weight = network.weights().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        int offset = plans.storage().layout().offset(weight);
        return Arrays.copyOfRange(
                memory.read(plans.storage().weights()),
                offset,
                offset + weight.shape().elements());
    }

    /** The mean loss of so many steps, which it takes. */
    private double lossOf(int count) {
        memory.write(plans.storage().sums(), new float[plans.storage().sums().size()]);
        run(count);
        return memory.read(plans.storage().sums())[StepStorage.LOSS] / ((double) count * net.batch());
    }

    @Override
    public String check() {
        run(STEPS_OF_CHECK - Examples.BATCHES);
        return Task.falling(firstLoss, lossOf(Examples.BATCHES));
    }

    @Override
    public void close() {
        memory.close();
    }
}

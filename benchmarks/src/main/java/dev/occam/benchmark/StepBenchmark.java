package dev.occam.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Relu;
import dev.occam.engine.builtin.SoftmaxCrossEntropy;
import dev.occam.engine.model.Initialization;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RuleRequest;
import dev.occam.engine.rule.RuleSelection;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.step.EvaluationPlans;
import dev.occam.engine.step.Strategies;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.engine.step.WeightLayout;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Regularizer;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.L1;
import dev.occam.regularizer.L2;
import dev.occam.tensor.Tensor;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Times training steps and inference of whole networks on data that stay in memory: {@code StepBenchmark CASE THREADS [RULES]
 * [profile]}, where a case is tiny, digits, fashion, big, infer1 or infer256, and rules are a list like l2,decay,dropout.
 *
 * <p>Prints the minimum and the median of the time of a step, or with {@code profile} what each kernel takes of it.
 */
public final class StepBenchmark implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCHES = 4;
    private static final int ROUNDS = 30;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    /** Of the processor, so that the compiler gets its share on a busy machine. */
    private static final long WARM_UP_NANOS = 9_000_000_000L;

    private static final long ROUND_NANOS = 60_000_000;

    /** Sizes of a network's layers and of its batch. */
    private record Case(int batch, boolean trains, int... sizes) {
        static Case of(String name) {
            return switch (name) {
                case "tiny" -> new Case(32, true, 64, 32, 10);
                case "digits" -> new Case(64, true, 64, 128, 128, 10);
                case "fashion" -> new Case(128, true, 784, 512, 512, 10);
                case "big" -> new Case(256, true, 784, 2048, 2048, 10);
                case "infer1" -> new Case(1, false, 784, 512, 512, 10);
                case "infer256" -> new Case(256, false, 784, 512, 512, 10);
                default -> throw new IllegalArgumentException("no case is called " + name);
            };
        }
    }

    private final Case net;
    private final Device device;
    private final Map<Storage, Buffer> buffers = new IdentityHashMap<>();
    private final Map<String, Times> profile = new LinkedHashMap<>();
    private final List<Execution> executions = new ArrayList<>();
    private final StepScalars scalars = StepScalars.create();
    private final float[][] examples;
    private final float[][] labels;
    private final float[] staging;
    private final Storage exampleStorage;
    private final Storage targetStorage;
    private long step;

    private StepBenchmark(Case net, int threads, List<Regularizer> regularizers, boolean profiles) {
        this.net = net;
        Device opened = OpenDevice.of("cpu", threads);
        device = profiles ? new Profiler(opened, profile) : opened;
        Network network = new Network(layers(net), List.of(net.sizes[0]));
        int classes = net.sizes[net.sizes.length - 1];
        List<String> names =
                IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        TargetForm form = TargetForm.of(network, new SoftmaxCrossEntropy(), names, true);
        if (net.trains) {
            RunFacts facts = new RunFacts(1e-3, 1e-3, net.batch, BATCHES * net.batch, BATCHES);
            TrainingPlans plans = new TrainingPlans(
                    network,
                    rules(network, regularizers),
                    new Adam(),
                    new SoftmaxCrossEntropy(),
                    form,
                    Optional.empty(),
                    scalars,
                    facts,
                    Strategies.NONE);
            prepare(plans.forward(net.batch));
            plans.updates(false).forEach(this::prepare);
            exampleStorage = plans.examples();
            targetStorage = plans.targets();
            float[] weights = new float[plans.layout().size()];
            for (ModelWeight weight : network.weights()) {
                float[] start = Initialization.values(weight, 7);
                System.arraycopy(start, 0, weights, plans.layout().offset(weight), start.length);
            }
            device.write(buffer(plans.weights()), 0, weights, 0, weights.length);
        } else {
            WeightLayout layout = new WeightLayout(network.tensors());
            Storage weights = new Storage("weights", layout.size());
            EvaluationPlans plans =
                    new EvaluationPlans(network, new SoftmaxCrossEntropy(), form, layout, weights, net.batch);
            prepare(plans.prediction(new Storage("predictions", net.batch * classes), net.batch));
            exampleStorage = plans.examples();
            targetStorage = plans.targets();
            float[] values = new float[layout.size()];
            for (ModelWeight weight : network.weights()) {
                float[] start = Initialization.values(weight, 7);
                System.arraycopy(start, 0, values, layout.offset(weight), start.length);
            }
            device.write(buffer(weights), 0, values, 0, values.length);
        }
        examples = new float[BATCHES][net.batch * net.sizes[0]];
        labels = new float[BATCHES][net.batch];
        staging = new float[net.batch * net.sizes[0]];
        fill(classes);
    }

    private static List<ModelLayer> layers(Case net) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < net.sizes.length; i++) {
            if (i > 1) {
                layers.add(new Relu());
            }
            layers.add(new Dense(net.sizes[i], true));
        }
        return IntStream.range(0, layers.size())
                .mapToObj(i -> new ModelLayer(i, String.valueOf(i), layers.get(i)))
                .toList();
    }

    private static List<Rule> rules(Network network, List<Regularizer> regularizers) {
        List<RuleRequest> requests = new ArrayList<>();
        for (Regularizer regularizer : regularizers) {
            Optional<String> after = regularizer instanceof Dropout ? Optional.of("1") : Optional.empty();
            requests.add(new RuleRequest(regularizer, List.of(), after));
        }
        List<String> problems = new ArrayList<>();
        List<Rule> rules = new RuleSelection(network, problems).select(requests);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return rules;
    }

    /** Prototypes of classes with noise; half of the batches have a third of other labels, so that the loss stays above 0. */
    private void fill(int classes) {
        Random random = new Random(5);
        int width = net.sizes[0];
        float[] prototypes = new float[classes * width];
        for (int i = 0; i < prototypes.length; i++) {
            prototypes[i] = random.nextFloat();
        }
        for (int batch = 0; batch < BATCHES; batch++) {
            for (int row = 0; row < net.batch; row++) {
                int label = random.nextInt(classes);
                labels[batch][row] = batch % 2 == 1 && row % 3 == 0 ? random.nextInt(classes) : label;
                for (int i = 0; i < width; i++) {
                    examples[batch][row * width + i] = prototypes[label * width + i] + 0.5f * random.nextFloat();
                }
            }
        }
    }

    private void prepare(Plan plan) {
        executions.add(plan.prepare(device, this::buffer));
    }

    private Buffer buffer(Storage storage) {
        return buffers.computeIfAbsent(storage, missing -> device.allocate(missing.size()));
    }

    private void step() {
        int batch = (int) (step++ % BATCHES);
        int width = net.sizes[0];
        for (int row = 0; row < net.batch; row++) {
            System.arraycopy(examples[batch], row * width, staging, row * width, width);
        }
        device.write(buffer(exampleStorage), 0, staging, 0, staging.length);
        device.write(buffer(targetStorage), 0, labels[batch], 0, net.batch);
        for (Execution execution : executions) {
            execution.run(this::value, 1, step);
        }
        device.finish();
    }

    private double value(Tensor scalar) {
        return scalar == scalars.learningRate() ? 1e-3 : step;
    }

    private long nanosPerStep(long nanos) {
        long start = System.nanoTime();
        long now = start;
        int steps = 0;
        while (now - start < nanos) {
            step();
            steps++;
            now = System.nanoTime();
        }
        return (now - start) / steps;
    }

    private void run(String title, PrintStream out) {
        long warm = PROCESS.getProcessCpuTime() + WARM_UP_NANOS;
        while (PROCESS.getProcessCpuTime() < warm) {
            nanosPerStep(ROUND_NANOS);
        }
        long[] rounds = new long[ROUNDS];
        long[] processor = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadCpuTime();
            long step = this.step;
            rounds[round] = nanosPerStep(ROUND_NANOS);
            processor[round] = (THREADS.getCurrentThreadCpuTime() - before) / (this.step - step);
        }
        Arrays.sort(rounds);
        Arrays.sort(processor);
        out.printf(
                Locale.ROOT,
                "%-24s min %9.1f us  median %9.1f us  processor: min %9.1f us  median %9.1f us%n",
                title,
                rounds[0] / 1e3,
                rounds[ROUNDS / 2] / 1e3,
                processor[0] / 1e3,
                processor[ROUNDS / 2] / 1e3);
        profile.entrySet().stream()
                .sorted((a, b) ->
                        Long.compare(b.getValue().median(), a.getValue().median()))
                .forEach(entry -> out.printf(
                        Locale.ROOT, "%10.1f us  %s%n", entry.getValue().median() / 1e3, entry.getKey()));
    }

    @Override
    public void close() {
        device.close();
    }

    /** The case, the number of threads, and then options. */
    public static void main(String[] arguments) {
        List<Regularizer> rules = new ArrayList<>();
        boolean profiles = false;
        String names = arguments.length > 2 ? arguments[2] : "decay";
        for (String name : names.split(",")) {
            switch (name) {
                case "l1" -> rules.add(new L1(1e-5));
                case "l2" -> rules.add(new L2(1e-4));
                case "decay" -> rules.add(new DecoupledDecay(0.01));
                case "dropout" -> rules.add(new Dropout(0.2, false));
                case "none" -> {}
                case "profile" -> profiles = true;
                default -> throw new IllegalArgumentException("no rule is called " + name);
            }
        }
        for (String name : arguments[0].split(",")) {
            for (String threads : arguments[1].split(",")) {
                try (StepBenchmark benchmark =
                        new StepBenchmark(Case.of(name), Integer.parseInt(threads), rules, profiles)) {
                    benchmark.run(name + " " + threads + " " + names, System.out);
                }
            }
        }
    }

    /** The last times of one kernel. */
    private static final class Times {
        private final long[] last = new long[512];
        private int count;

        void add(long nanos) {
            last[count++ % last.length] = nanos;
        }

        long median() {
            int there = Math.min(count, last.length);
            return Arrays.stream(last)
                    .limit(there)
                    .sorted()
                    .skip(there / 2)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** A device that takes the time of each launch. */
    private record Profiler(Device device, Map<String, Times> times) implements Device {
        @Override
        public String description() {
            return device.description();
        }

        @Override
        public Buffer allocate(int size) {
            return device.allocate(size);
        }

        @Override
        public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
            device.write(target, targetOffset, source, sourceOffset, count);
        }

        @Override
        public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
            device.read(source, sourceOffset, target, targetOffset, count);
        }

        @Override
        public Kernel compile(Program program) {
            return timed(
                    device.compile(program),
                    times.size() + " " + program.name() + " " + program.space() + "\n" + program);
        }

        @Override
        public Kernel compile(MatMul matMul) {
            return timed(
                    device.compile(matMul),
                    times.size() + " product " + matMul.m() + "x" + matMul.k() + "x" + matMul.n() + "\n" + matMul);
        }

        private Kernel timed(Kernel kernel, String name) {
            Times own = times.computeIfAbsent(name, missing -> new Times());
            return buffers -> {
                Launch launch = kernel.bind(buffers);
                return (Arguments arguments) -> {
                    long start = System.nanoTime();
                    launch.run(arguments);
                    own.add(System.nanoTime() - start);
                };
            };
        }

        @Override
        public void finish() {
            device.finish();
        }

        @Override
        public void close() {
            device.close();
        }
    }
}

package dev.occam.benchmark;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.engine.plan.Execution;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.Region;
import dev.occam.engine.plan.Storage;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time of one fused update of ten million weights by Adam: alone, with decoupled decay, with decay and a penalty's sum. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateBenchmark {
    private static final int WEIGHTS = 10_000_000;

    @Param("cpu")
    public String backend;

    @Param({"1", "2"})
    public int threads;

    @Param({"adam", "adam+decay", "adam+decay+penalty"})
    public String rule;

    private final Map<Storage, Buffer> buffers = new IdentityHashMap<>();
    private Device device;
    private Execution execution;
    private long step;

    @Setup(Level.Trial)
    public void open() {
        Map<Tensor, Region> inputs = new IdentityHashMap<>();
        Tensor w = input("w", inputs);
        Tensor g = input("g", inputs);
        Tensor m = input("m", inputs);
        Tensor v = input("v", inputs);
        Tensor rate = Tensor.scalar("learning rate");
        Tensor mean = m.mul(0.9).add(g.mul(0.1));
        Tensor square = v.mul(0.999).add(g.square().mul(0.001));
        Tensor next = w.sub(mean.div(square.sqrt().add(1e-8)).mul(rate));
        List<Output> outputs = new ArrayList<>();
        if (rule.contains("decay")) {
            next = next.sub(w.mul(rate.mul(0.01)));
        }
        outputs.add(new Output(next, inputs.get(w)));
        outputs.add(new Output(mean, inputs.get(m)));
        outputs.add(new Output(square, inputs.get(v)));
        if (rule.contains("penalty")) {
            outputs.add(new Output(w.square().sum().mul(0.5), new Storage("penalty", 1).from(0)));
        }
        Plan plan = Planner.plan(rule, inputs, outputs);
        device = OpenDevice.of(backend, threads);
        execution = plan.prepare(device, storage -> buffers.computeIfAbsent(storage, this::filled));
    }

    private static Tensor input(String name, Map<Tensor, Region> inputs) {
        Tensor input = Tensor.input(name, Shape.of(WEIGHTS));
        inputs.put(input, new Storage(name, WEIGHTS).from(0));
        return input;
    }

    private Buffer filled(Storage storage) {
        Buffer buffer = device.allocate(storage.size());
        float[] values = OpenDevice.noise(storage.size());
        if (storage.name().equals("v")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]);
            }
        }
        device.write(buffer, 0, values, 0, values.length);
        return buffer;
    }

    @Benchmark
    public void update() {
        execution.run(scalar -> 1e-3, 1, step++);
        device.finish();
    }

    @TearDown(Level.Trial)
    public void close() {
        device.close();
    }
}

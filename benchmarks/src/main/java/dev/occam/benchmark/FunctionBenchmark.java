package dev.occam.benchmark;

import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Instruction;
import dev.occam.device.Launch;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time that a program of one function takes for a value, the values being in the second-level cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class FunctionBenchmark {
    private static final int VALUES = 1 << 16;

    @Param("cpu")
    public String backend;

    @Param({"1", "2"})
    public int threads;

    /** An elementwise function of one operand, or random, which draws numbers. */
    @Param({"exp", "log", "tanh", "sqrt", "random"})
    public String function;

    private final Arguments arguments = new Arguments(0);
    private Device device;
    private Launch launch;

    @Setup(Level.Trial)
    public void open() {
        device = OpenDevice.of(backend, threads);
        Buffer buffer = device.allocate(2 * VALUES);
        float[] values = OpenDevice.noise(VALUES);
        for (int i = 0; i < VALUES; i++) {
            values[i] = 4 * Math.abs(values[i]);
        }
        device.write(buffer, 0, values, 0, VALUES);
        launch = device.compile(program()).bind(List.of(buffer));
    }

    private Program program() {
        List<Instruction> lines = new ArrayList<>();
        if (function.equals("random")) {
            lines.add(new Instruction.Random(1, new Affine(0, List.of(1))));
        } else {
            lines.add(new Instruction.Load(0, View.of(0, List.of(1))));
            lines.add(new Instruction.Apply(Elementwise.valueOf(function.toUpperCase(Locale.ROOT)), List.of(0)));
        }
        lines.add(new Instruction.Store(0, View.of(VALUES, List.of(1)), lines.size() - 1));
        return new Program(function, List.of(VALUES), 0, lines);
    }

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void run() {
        launch.run(arguments);
        device.finish();
    }

    @TearDown(Level.Trial)
    public void close() {
        device.close();
    }
}

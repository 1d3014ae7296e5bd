package dev.occam.benchmark;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Instruction;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;
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

/** The time of one matrix product; its rate is 2·m·n·k divided by it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatMulBenchmark {
    @Param("cpu")
    public String backend;

    @Param({"1", "2"})
    public int threads;

    /** m, k and n; with "A^T" the left operand lies transposed, with "B^T" the right one. */
    @Param({
        "64x64x64",
        "256x256x256",
        "512x512x512",
        "1024x1024x1024",
        "128x784x512",
        "784x128x512 A^T",
        "128x512x784 B^T",
        "128x512x10"
    })
    public String shape;

    private final List<Buffer> buffers = new ArrayList<>();
    private final Arguments arguments = new Arguments(0);
    private Device device;
    private Launch launch;

    @Setup(Level.Trial)
    public void open() {
        String[] words = shape.split(" ", 2);
        String[] sizes = words[0].split("x", 3);
        int m = Integer.parseInt(sizes[0]);
        int k = Integer.parseInt(sizes[1]);
        int n = Integer.parseInt(sizes[2]);
        boolean leftTransposed = shape.endsWith("A^T");
        boolean rightTransposed = shape.endsWith("B^T");
        View left = View.of(0, leftTransposed ? List.of(0, 1, m) : List.of(0, k, 1));
        View right = View.of(0, rightTransposed ? List.of(0, 1, k) : List.of(0, n, 1));
        Program store = new Program(
                "store",
                List.of(1, m, n),
                0,
                List.of(new Instruction.Product(), new Instruction.Store(2, View.of(0, List.of(0, n, 1)), 0)));
        device = OpenDevice.of(backend, threads);
        for (int size : new int[] {m * k, k * n, m * n}) {
            Buffer buffer = device.allocate(size);
            device.write(buffer, 0, OpenDevice.noise(size), 0, size);
            buffers.add(buffer);
        }
        launch =
                device.compile(new MatMul(1, m, n, k, 0, left, 1, right, store)).bind(buffers);
    }

    @Benchmark
    public void multiply() {
        launch.run(arguments);
        device.finish();
    }

    @TearDown(Level.Trial)
    public void close() {
        device.close();
    }
}

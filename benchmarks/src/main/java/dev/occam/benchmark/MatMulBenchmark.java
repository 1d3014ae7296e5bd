package dev.occam.benchmark;

import dev.occam.benchmark.occam.ProductTask;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Product;
import dev.occam.benchmark.work.Work;
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

/** The time of one matrix product, as {@code benchmarks/run} does it, on any backend; its rate is 2·m·n·k divided by it. */
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

    /** m, k and n, then tA or tB where an operand lies transposed. */
    @Param({
        "64x64x64",
        "256x256x256",
        "512x512x512",
        "1024x1024x1024",
        "128x784x512",
        "784x128x512 tA",
        "128x512x784 tB",
        "128x512x10"
    })
    public String shape;

    private Task task;

    @Setup(Level.Trial)
    public void open() {
        task = new ProductTask((Product) Work.parse("matmul " + shape), OpenDevice.of(backend, threads));
    }

    @Benchmark
    public void multiply() {
        task.run(1);
    }

    /** Ends with an error if the product is wrong. */
    @TearDown(Level.Trial)
    public void close() {
        task.check();
        task.close();
    }
}

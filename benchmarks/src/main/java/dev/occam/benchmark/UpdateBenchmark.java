package dev.occam.benchmark;

import dev.occam.benchmark.occam.UpdateTask;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Update;
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

/** The time of one update of ten million weights, as {@code benchmarks/run} does it, on any backend. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateBenchmark {
    @Param("cpu")
    public String backend;

    @Param({"1", "2"})
    public int threads;

    /** An optimizer and what is added to it. */
    @Param({"adam", "adam+decay", "adam+decay+sum"})
    public String rules;

    private Task task;

    @Setup(Level.Trial)
    public void open() {
        task = new UpdateTask((Update) Work.parse("update " + rules), OpenDevice.of(backend, threads));
    }

    @Benchmark
    public void update() {
        task.run(1);
    }

    /** Ends with an error if no weight changed. */
    @TearDown(Level.Trial)
    public void close() {
        task.check();
        task.close();
    }
}

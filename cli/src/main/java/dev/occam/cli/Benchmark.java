package dev.occam.cli;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Instruction;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.List;

/** A short measurement of a device: a square matrix product, and the triad of McCalpin's STREAM (1995), a = b + 3c. */
final class Benchmark {
    private static final int SIDE = 512;
    private static final int LENGTH = 1 << 23;
    private static final long WARM_UP_NANOS = 700_000_000;
    private static final long MEASURE_NANOS = 700_000_000;

    private Benchmark() {}

    /**
     * The best of several launches.
     *
     * @param gigaflops 10⁹ multiplications and additions a second of the product
     * @param gigabytes 10⁹ bytes a second that the triad reads and writes
     */
    record Speed(double gigaflops, double gigabytes) {}

    static Speed run(Device device) {
        return run(device, SIDE, LENGTH, WARM_UP_NANOS, MEASURE_NANOS);
    }

    static Speed run(Device device, int side, int length, long warmUpNanos, long measureNanos) {
        double product = secondsOf(device, matMul(side), side * side, warmUpNanos, measureNanos);
        double triad = secondsOf(device, triad(length), length, warmUpNanos, measureNanos);
        return new Speed(2.0 * side * side * side / product / 1e9, 3.0 * Float.BYTES * length / triad / 1e9);
    }

    private static double secondsOf(Device device, Object kernel, int size, long warmUpNanos, long measureNanos) {
        try (Buffer a = device.allocate(size);
                Buffer b = device.allocate(size);
                Buffer c = device.allocate(size)) {
            List<Buffer> buffers = List.of(a, b, c);
            Launch launch = kernel instanceof MatMul matMul
                    ? device.compile(matMul).bind(buffers)
                    : device.compile((Program) kernel).bind(buffers);
            best(device, launch, warmUpNanos);
            return best(device, launch, measureNanos) / 1e9;
        }
    }

    private static double best(Device device, Launch launch, long nanos) {
        Arguments arguments = new Arguments(0);
        long begin = System.nanoTime();
        long best = Long.MAX_VALUE;
        do {
            long start = System.nanoTime();
            launch.run(arguments);
            device.finish();
            best = Math.min(best, System.nanoTime() - start);
        } while (System.nanoTime() - begin < nanos);
        return Math.max(1, best);
    }

    private static MatMul matMul(int side) {
        View rows = View.of(0, List.of(0, side, 1));
        Program epilogue = new Program(
                "product",
                List.of(1, side, side),
                0,
                List.of(new Instruction.Product(), new Instruction.Store(2, rows, 0)));
        return new MatMul(1, side, side, side, 0, rows, 1, rows, epilogue);
    }

    private static Program triad(int length) {
        View all = View.of(0, List.of(1));
        return new Program(
                "triad",
                List.of(length),
                0,
                List.of(
                        new Instruction.Load(0, all),
                        new Instruction.Load(1, all),
                        new Instruction.Constant(3),
                        new Instruction.Apply(Elementwise.MUL, List.of(1, 2)),
                        new Instruction.Apply(Elementwise.ADD, List.of(0, 3)),
                        new Instruction.Store(2, all, 4)));
    }
}

package dev.occam.cpu;

import dev.occam.cpu.warmup.VectorWarmUp;
import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Launch;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Processor times of programs that training runs, on the calling thread: {@code java -cp … dev.occam.cpu.ProgramBenchmark [threads]}. */
final class ProgramBenchmark {
    private static final int REPEATS = 15;

    private final CpuDevice device;
    private final List<Instruction> body = new ArrayList<>();

    private ProgramBenchmark(CpuDevice device) {
        this.device = device;
    }

    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        try (CpuDevice device = new CpuDevice(threads, "benchmark")) {
            VectorWarmUp.run();
            report("tiny: y = x + 1 over 16", tiny(device), 16, 200_000);
            report("adamw over 1 k", adamW(device, 1000), 1000, 20_000);
            report("adamw over 10 M", adamW(device, 10_000_000), 10_000_000, 3);
            plain(10_000_000);
            report("softmax 128x10", softmax(device, 128, 10), 1280, 2000);
            report("softmax 1000x1000", softmax(device, 1000, 1000), 1_000_000, 10);
            report("bias gradient 512 of 128", columns(device, 512, 128), 512 * 128, 500);
            report("bias gradient 10 of 10000", columns(device, 10, 10_000), 100_000, 200);
            report("sum of squares 10 M", squares(device, 10_000_000), 10_000_000, 3);
            report("relu and dropout 256x512", dropout(device, 256, 512), 256 * 512, 200);
            report("bias and relu 1280x10", bias(device, 1280, 10), 12800, 1000);
        }
    }

    /** The machine may be shared, so the time of the thread rather than that of the clock. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void report(String what, Launch launch, int values, int launches) {
        Arguments arguments = new Arguments(4);
        arguments.scalars()[0] = 0.01f;
        arguments.scalars()[1] = 0.1f;
        double best = Double.MAX_VALUE;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long start = now();
            for (int i = 0; i < launches; i++) {
                launch.run(arguments);
            }
            best = Math.min(best, (now() - start) / (double) launches);
        }
        System.out.printf(Locale.ROOT, "%-28s %12.2f us %8.3f ns a value%n", what, best / 1000, best / values);
    }

    private static Launch tiny(CpuDevice device) {
        ProgramBenchmark program = new ProgramBenchmark(device);
        int x = program.add(new Instruction.Load(0, View.of(0, List.of(1))));
        int one = program.add(new Instruction.Constant(1));
        int sum = program.apply(Elementwise.ADD, x, one);
        program.add(new Instruction.Store(1, View.of(0, List.of(1)), sum));
        return program.bind(List.of(16), 0, 16, 16);
    }

    private static Launch adamW(CpuDevice device, int size) {
        ProgramBenchmark p = new ProgramBenchmark(device);
        View view = View.of(0, List.of(1));
        int w = p.add(new Instruction.Load(0, view));
        int g = p.add(new Instruction.Load(1, view));
        int m = p.add(new Instruction.Load(2, view));
        int v = p.add(new Instruction.Load(3, view));
        int rate = p.add(new Instruction.Scalar(0));
        int m1 = p.apply(
                Elementwise.ADD,
                p.apply(Elementwise.MUL, m, p.constant(0.9f)),
                p.apply(Elementwise.MUL, g, p.constant(0.1f)));
        int g2 = p.apply(Elementwise.MUL, g, g);
        int v1 = p.apply(
                Elementwise.ADD,
                p.apply(Elementwise.MUL, v, p.constant(0.999f)),
                p.apply(Elementwise.MUL, g2, p.constant(0.001f)));
        int root = p.apply(Elementwise.SQRT, p.apply(Elementwise.MUL, v1, p.add(new Instruction.Scalar(1))));
        int bottom = p.apply(Elementwise.ADD, root, p.constant(1e-8f));
        int top = p.apply(Elementwise.MUL, m1, rate);
        int update = p.apply(Elementwise.DIV, top, bottom);
        int decay = p.apply(Elementwise.MUL, w, p.apply(Elementwise.MUL, rate, p.constant(0.01f)));
        int w1 = p.apply(Elementwise.SUB, p.apply(Elementwise.SUB, w, update), decay);
        int tiny = p.constant(0x1p-100f);
        int flushed = p.apply(Elementwise.SUB, p.apply(Elementwise.ADD, w1, tiny), tiny);
        p.add(new Instruction.Store(0, view, flushed));
        p.add(new Instruction.Store(2, view, m1));
        p.add(new Instruction.Store(3, view, v1));
        return p.bind(List.of(size), 0, size, size, size, size);
    }

    private static void plain(int size) {
        float[] w = new float[size];
        float[] g = new float[size + 16];
        float[] m = new float[size + 32];
        float[] v = new float[size + 48];
        double best = Double.MAX_VALUE;
        for (int repeat = 0; repeat < 3 * REPEATS; repeat++) {
            long start = now();
            plain(w, g, m, v, size, 0.01f, 0.1f);
            best = Math.min(best, now() - start);
        }
        System.out.printf(Locale.ROOT, "%-28s %12.2f us %8.3f ns a value%n", "plain loop", best / 1000, best / size);
    }

    private static void plain(float[] w, float[] g, float[] m, float[] v, int size, float rate, float correction) {
        for (int i = 0; i < size; i++) {
            m[i] = 0.9f * m[i] + 0.1f * g[i];
            v[i] = 0.999f * v[i] + 0.001f * (g[i] * g[i]);
            float update = rate * m[i] / ((float) Math.sqrt(v[i] * correction) + 1e-8f);
            w[i] = (w[i] - update - rate * 0.01f * w[i] + 0x1p-100f) - 0x1p-100f;
        }
    }

    private static Launch softmax(CpuDevice device, int rows, int columns) {
        ProgramBenchmark p = new ProgramBenchmark(device);
        View view = View.of(0, List.of(columns, 1));
        int x = p.add(new Instruction.Load(0, view));
        int most = p.add(new Instruction.Reduce(Reduction.MAX, x));
        int e = p.apply(Elementwise.EXP, p.apply(Elementwise.SUB, x, most));
        int sum = p.add(new Instruction.Reduce(Reduction.SUM, e));
        p.add(new Instruction.Store(1, view, p.apply(Elementwise.DIV, e, sum)));
        return p.bind(List.of(rows, columns), 1, rows * columns, rows * columns);
    }

    private static Launch columns(CpuDevice device, int rows, int length) {
        ProgramBenchmark p = new ProgramBenchmark(device);
        int x = p.add(new Instruction.Load(0, View.of(0, List.of(1, rows))));
        int sum = p.add(new Instruction.Reduce(Reduction.SUM, x));
        p.add(new Instruction.Store(1, View.of(0, List.of(1, 0)), sum));
        return p.bind(List.of(rows, length), 1, rows * length, rows);
    }

    private static Launch squares(CpuDevice device, int size) {
        ProgramBenchmark p = new ProgramBenchmark(device);
        int x = p.add(new Instruction.Load(0, View.of(0, List.of(1))));
        int sum = p.add(new Instruction.Reduce(Reduction.SUM, p.apply(Elementwise.MUL, x, x)));
        p.add(new Instruction.Store(1, View.of(0, List.of(0)), sum));
        return p.bind(List.of(size), 1, size, 1);
    }

    private static Launch dropout(CpuDevice device, int rows, int columns) {
        ProgramBenchmark p = new ProgramBenchmark(device);
        View view = View.of(0, List.of(columns, 1));
        int x = p.add(new Instruction.Load(0, view));
        int zero = p.constant(0);
        int relu = p.apply(Elementwise.MAX, x, zero);
        int random = p.add(new Instruction.Random(1, new Affine(0, List.of(columns, 1))));
        int kept = p.apply(Elementwise.LT, random, p.constant(0.8f));
        int scaled = p.apply(Elementwise.MUL, relu, p.constant(1.25f));
        p.add(new Instruction.Store(1, view, p.apply(Elementwise.SELECT, kept, scaled, zero)));
        return p.bind(List.of(rows, columns), 0, rows * columns, rows * columns);
    }

    private static Launch bias(CpuDevice device, int rows, int columns) {
        ProgramBenchmark p = new ProgramBenchmark(device);
        View view = View.of(0, List.of(columns, 1));
        int x = p.add(new Instruction.Load(0, view));
        int b = p.add(new Instruction.Load(1, View.of(0, List.of(0, 1))));
        int relu = p.apply(Elementwise.MAX, p.apply(Elementwise.ADD, x, b), p.constant(0));
        p.add(new Instruction.Store(2, view, relu));
        return p.bind(List.of(rows, columns), 0, rows * columns, columns, rows * columns);
    }

    private int add(Instruction line) {
        body.add(line);
        return body.size() - 1;
    }

    private int apply(Elementwise function, Integer... operands) {
        return add(new Apply(function, List.of(operands)));
    }

    private int constant(float value) {
        return add(new Instruction.Constant(value));
    }

    private Launch bind(List<Integer> space, int reduced, int... sizes) {
        List<Buffer> buffers = new ArrayList<>();
        for (int size : sizes) {
            Buffer buffer = device.allocate(size);
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (i * 7 % 1000 - 500) * 1e-3f;
            }
            device.write(buffer, 0, values, 0, size);
            buffers.add(buffer);
        }
        return device.compile(new Program("benchmark", space, reduced, body)).bind(buffers);
    }
}

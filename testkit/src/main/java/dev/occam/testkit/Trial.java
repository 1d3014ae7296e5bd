package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Work for a device with what the buffers hold before it, and what they must hold after it. */
final class Trial {
    private final String description;
    private final Function<Device, Kernel> compile;
    private final Function<List<float[]>, Expectation> reference;
    private final List<float[]> contents;
    private final Arguments arguments;

    private Trial(
            String description,
            Function<Device, Kernel> compile,
            Function<List<float[]>, Expectation> reference,
            List<float[]> contents,
            Arguments arguments) {
        this.description = description;
        this.compile = compile;
        this.reference = reference;
        this.contents = contents;
        this.arguments = arguments;
    }

    static Trial of(Program program, List<float[]> contents, Arguments arguments) {
        return new Trial(
                program.toString(),
                device -> device.compile(program),
                buffers -> {
                    List<float[]> values = ProgramReference.run(program, buffers, arguments, new float[0]);
                    return Expectation.of(program, ErrorBounds.of(program, values, new double[0]), buffers);
                },
                contents,
                arguments);
    }

    static Trial of(MatMul matMul, List<float[]> contents, Arguments arguments) {
        return new Trial(
                matMul.toString(),
                device -> device.compile(matMul),
                buffers -> {
                    double[] bounds = productBounds(matMul, buffers);
                    float[] product = MatMulReference.product(matMul, buffers);
                    List<float[]> values = ProgramReference.run(matMul.epilogue(), buffers, arguments, product);
                    return Expectation.of(
                            matMul.epilogue(), ErrorBounds.of(matMul.epilogue(), values, bounds), buffers);
                },
                contents,
                arguments);
    }

    private static double[] productBounds(MatMul matMul, List<float[]> buffers) {
        double[] a = MatMulReference.left(matMul, buffers);
        double[] b = MatMulReference.right(matMul, buffers);
        Arrays.setAll(a, e -> Math.abs(a[e]));
        Arrays.setAll(b, e -> Math.abs(b[e]));
        double[] absolute = MatMulReference.sums(matMul, a, b);
        Arrays.setAll(absolute, e -> Accuracy.ofProduct(matMul.k(), absolute[e]));
        return absolute;
    }

    /** Fails unless the device does what the reference does. */
    void check(Device device) {
        expectation().check(run(device), description);
    }

    /** Checks them all. All are compiled before the first one runs, so that a device may build many kernels at once. */
    static void check(Device device, List<Trial> trials) {
        List<Kernel> kernels = compile(device, trials);
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            trial.expectation().check(trial.run(device, kernels.get(i)), trial.description);
        }
    }

    private static List<Kernel> compile(Device device, List<Trial> trials) {
        return trials.stream().map(trial -> trial.compile.apply(device)).toList();
    }

    /** What the buffers must hold. */
    Expectation expectation() {
        return reference.apply(copies());
    }

    /** What the buffers of a device hold after the work. */
    List<float[]> run(Device device) {
        return run(device, compile.apply(device));
    }

    private List<float[]> run(Device device, Kernel kernel) {
        List<Buffer> buffers = new ArrayList<>();
        try {
            for (float[] content : contents) {
                Buffer buffer = device.allocate(content.length);
                buffers.add(buffer);
                device.write(buffer, 0, content, 0, content.length);
            }
            kernel.bind(buffers).run(arguments);
            List<float[]> results = copies();
            for (int i = 0; i < results.size(); i++) {
                device.read(buffers.get(i), 0, results.get(i), 0, results.get(i).length);
            }
            return results;
        } finally {
            buffers.forEach(Buffer::close);
        }
    }

    /** Fails unless both devices, and the first when it repeats the work, give the same bits in each of the trials. */
    static void checkSameBits(Device one, Device other, List<Trial> trials) {
        List<Kernel> kernels = compile(one, trials);
        List<Kernel> kernelsOfOther = compile(other, trials);
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            List<float[]> first = trial.run(one, kernels.get(i));
            trial.requireSame(first, trial.run(one, kernels.get(i)), "on repeat");
            trial.requireSame(first, trial.run(other, kernelsOfOther.get(i)), "with another number of threads");
        }
    }

    private void requireSame(List<float[]> first, List<float[]> second, String when) {
        for (int buffer = 0; buffer < first.size(); buffer++) {
            int[] a = bits(first.get(buffer));
            int[] b = bits(second.get(buffer));
            int at = Arrays.mismatch(a, b);
            if (at >= 0) {
                throw new AssertionError("b%d[%d] is %s first and %s %s in%n%s"
                        .formatted(buffer, at, first.get(buffer)[at], second.get(buffer)[at], when, description));
            }
        }
    }

    private List<float[]> copies() {
        return new ArrayList<>(contents.stream().map(float[]::clone).toList());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Override
    public String toString() {
        return description;
    }
}

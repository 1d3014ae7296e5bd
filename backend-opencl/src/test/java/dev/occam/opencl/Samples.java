package dev.occam.opencl;

import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Product;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Kernel;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.List;

/** Work of the kinds that training consists of. */
final class Samples {
    private Samples() {}

    /** max(x, 0)·s into b1. */
    static Program rectified(int size) {
        View each = View.of(0, List.of(1));
        return new Program(
                "rectified",
                List.of(size),
                0,
                List.of(
                        new Load(0, each),
                        new Constant(0),
                        new Apply(Elementwise.MAX, List.of(0, 1)),
                        new Scalar(0),
                        new Apply(Elementwise.MUL, List.of(2, 3)),
                        new Store(1, each, 4)));
    }

    /** exp(x − max) / Σ exp(x − max) of each row, in place. */
    static Program softmax(int rows, int length) {
        View each = View.of(0, List.of(length, 1));
        return new Program(
                "softmax",
                List.of(rows, length),
                1,
                List.of(
                        new Load(0, each),
                        new Reduce(Reduction.MAX, 0),
                        new Apply(Elementwise.SUB, List.of(0, 1)),
                        new Apply(Elementwise.EXP, List.of(2)),
                        new Reduce(Reduction.SUM, 3),
                        new Apply(Elementwise.DIV, List.of(3, 4)),
                        new Store(0, each, 5)));
    }

    /** w − s·g in place in b0, with Σw² in b2. */
    static Program update(int size) {
        View each = View.of(0, List.of(1));
        return new Program(
                "update",
                List.of(size),
                1,
                List.of(
                        new Load(0, each),
                        new Load(1, each),
                        new Scalar(0),
                        new Apply(Elementwise.MUL, List.of(1, 2)),
                        new Apply(Elementwise.SUB, List.of(0, 3)),
                        new Store(0, each, 4),
                        new Apply(Elementwise.MUL, List.of(0, 0)),
                        new Reduce(Reduction.SUM, 6),
                        new Store(2, View.of(0, List.of(0)), 7)));
    }

    /** The sum of each column of a matrix with this many rows. */
    static Program columnSums(int rows, int columns) {
        return new Program(
                "column sums",
                List.of(columns, rows),
                1,
                List.of(
                        new Load(0, View.of(0, List.of(1, columns))),
                        new Reduce(Reduction.SUM, 0),
                        new Store(1, View.of(0, List.of(1, 0)), 1)));
    }

    /** Random numbers, masked by a bound. */
    static Program noise(int size) {
        View inside =
                new View(new Affine(-3, List.of(1)), List.of(new View.Bound(new Affine(-3, List.of(1)), size - 5)));
        return new Program(
                "noise",
                List.of(size),
                0,
                List.of(
                        new Load(0, inside),
                        new Instruction.Random(7, new Affine(0, List.of(1))),
                        new Apply(Elementwise.LT, List.of(0, 1)),
                        new Store(1, View.of(0, List.of(1)), 2)));
    }

    /** A·Bᵀ into b2, with A as [m, k] in b0 and B as [n, k] in b1. */
    static MatMul transposed(int m, int n, int k) {
        return product(m, n, k, View.of(0, List.of(0, k, 1)), View.of(0, List.of(0, 1, k)));
    }

    /** A·B into b2, with A as [m, k] in b0 and B as [k, n] in b1. */
    static MatMul plain(int m, int n, int k) {
        return product(m, n, k, View.of(0, List.of(0, k, 1)), View.of(0, List.of(0, n, 1)));
    }

    /** A convolution of images [images, size, size, channels] with windows of 3·3, padded by 1, as a product into b2. */
    static MatMul convolution(int images, int size, int channels, int outputs) {
        Affine y = new Affine(-1, List.of(0, 0, 1, 0, 1, 0, 0));
        Affine x = new Affine(-1, List.of(0, 0, 0, 1, 0, 1, 0));
        Affine element = new Affine(0, List.of(0, size * size * channels, 0, 0, 0, 0, 1))
                .plus(size * channels, y)
                .plus(channels, x);
        View left = new View(element, List.of(new View.Bound(y, size), new View.Bound(x, size)));
        View right = View.of(0, List.of(0, 3 * channels * outputs, channels * outputs, outputs, 1));
        List<Integer> rows = List.of(images, size, size);
        View result = View.of(0, List.of(0, size * size * outputs, size * outputs, outputs, 1));
        Program store = new Program(
                "convolution",
                List.of(1, images, size, size, outputs),
                0,
                List.of(new Product(), new Store(2, result, 0)));
        return new MatMul(1, rows, List.of(outputs), List.of(3, 3, channels), 0, left, 1, right, store);
    }

    private static MatMul product(int m, int n, int k, View left, View right) {
        Program store = new Program(
                "product",
                List.of(1, m, n),
                0,
                List.of(new Product(), new Store(2, View.of(0, List.of(m * n, n, 1)), 0)));
        return new MatMul(1, m, n, k, 0, left, 1, right, store);
    }

    static float[] values(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (i * 7919 % 2003 - 1001) / 1001f;
        }
        return values;
    }

    /** What buffers of these sizes hold after one launch; they start with {@link #values}. */
    static List<float[]> run(Device device, Kernel kernel, int... sizes) {
        Arguments arguments = new Arguments(1);
        arguments.scalars()[0] = 0.5f;
        arguments.random(42, 3);
        List<Buffer> buffers = new ArrayList<>();
        for (int size : sizes) {
            Buffer buffer = device.allocate(size);
            device.write(buffer, 0, values(size), 0, size);
            buffers.add(buffer);
        }
        kernel.bind(buffers).run(arguments);
        List<float[]> results = new ArrayList<>();
        for (Buffer buffer : buffers) {
            float[] result = new float[buffer.size()];
            device.read(buffer, 0, result, 0, result.length);
            results.add(result);
            buffer.close();
        }
        return results;
    }
}

package dev.occam.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.matmul.WindowTilesAtOnce;
import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of windows, as convolutions and their gradients are, against the chain over k. */
final class WindowProductTest {
    private Random random = new Random(0);

    /** Images [batch, height, width, channels], or with channels first, and windows of them. */
    private record Images(
            int batch, int height, int width, int channels, int size, int stride, int padding, boolean channelsFirst) {
        int rows() {
            return (height + 2 * padding - size) / stride + 1;
        }

        int columns() {
            return (width + 2 * padding - size) / stride + 1;
        }

        int values() {
            return batch * height * width * channels;
        }

        /** Over [1, batch, rows, columns, size, size, channels], or with the channels before the window. */
        View windows() {
            int x = channelsFirst ? 1 : channels;
            int y = width * x;
            int image = height * width * channels;
            List<Integer> y0 = List.of(0, 0, stride, 0, 1, 0, 0);
            List<Integer> x0 = List.of(0, 0, 0, stride, 0, 1, 0);
            List<Integer> strides = List.of(0, image, y * stride, x * stride, y, x, channelsFirst ? height * width : 1);
            View view = new View(
                    new Affine(-padding * (y + x), strides),
                    List.of(
                            new View.Bound(new Affine(-padding, y0), height),
                            new View.Bound(new Affine(-padding, x0), width)));
            return padding == 0 ? new View(view.element(), List.of()) : view;
        }
    }

    @BeforeAll
    static void vectors() {
        VectorKernels.MATMUL.markReady();
        WindowTilesAtOnce.use(true);
    }

    @AfterAll
    static void leaveTiles() {
        WindowTilesAtOnce.use(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void productsOfAnyWindowsAreTheChainOverK(int part) {
        for (int seed = part * 100; seed < part * 100 + 30; seed++) {
            random = new Random(seed);
            int size = 1 + random.nextInt(4);
            Images images = new Images(
                    1 + random.nextInt(3),
                    size + random.nextInt(9),
                    size + random.nextInt(20),
                    pick(1, 3, 8, 16, 33),
                    size,
                    1 + random.nextInt(2),
                    random.nextInt(size),
                    random.nextBoolean());
            check("seed " + seed, images, pick(1, 5, 16, 20, 49, 70));
        }
    }

    @Test
    void aRowOfWindowsMayBeLongerThanABlock() {
        check("long rows", new Images(1, 4, 300, 12, 3, 1, 1, false), 17);
        check("long rows", new Images(1, 4, 300, 3, 3, 1, 1, true), 17);
    }

    @Test
    void manySumsAreMadeInParts() {
        check("many sums", new Images(2, 5, 6, 160, 3, 1, 1, false), 300);
        check("many sums", new Images(2, 3, 4, 40, 2, 1, 0, false), 261);
    }

    @Test
    void panelsOfManyColumnsAreMadeInParts() {
        check("many columns", new Images(1, 5, 6, 80, 3, 1, 1, false), 400);
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }

    private void check(String what, Images images, int n) {
        check(what + ", forward", forward(images, n), images.values(), n);
        check(what + ", gradient", gradient(images, n), images.values(), n);
    }

    /** A row for each window, a column for each output. */
    private static MatMul forward(Images images, int n) {
        List<Integer> rows = List.of(images.batch(), images.rows(), images.columns());
        List<Integer> inner = List.of(images.size(), images.size(), images.channels());
        int window = images.size() * images.channels();
        View right = View.of(0, List.of(0, window * n, images.channels() * n, n, 1));
        return new MatMul(1, rows, List.of(n), inner, 0, images.windows(), 1, right, epilogue(rows, List.of(n)));
    }

    /** A row for each output, a column for each value of a window: all windows are summed up. */
    private static MatMul gradient(Images images, int n) {
        List<Integer> inner = List.of(images.batch(), images.rows(), images.columns());
        List<Integer> columns = List.of(images.size(), images.size(), images.channels());
        int row = images.columns() * n;
        View left = View.of(0, List.of(0, 1, images.rows() * row, row, n));
        return new MatMul(1, List.of(n), columns, inner, 1, left, 0, images.windows(), epilogue(List.of(n), columns));
    }

    /** relu(C + 0.5), stored in a buffer of its own. */
    private static Program epilogue(List<Integer> rows, List<Integer> columns) {
        List<Integer> space = new ArrayList<>(List.of(1));
        space.addAll(rows);
        space.addAll(columns);
        List<Instruction> body = List.of(
                new Instruction.Product(),
                new Instruction.Constant(0.5f),
                new Apply(Elementwise.ADD, List.of(0, 1)),
                new Instruction.Constant(0),
                new Apply(Elementwise.MAX, List.of(2, 3)),
                new Instruction.Store(2, new View(Interpreter.rowMajor(space), List.of()), 4));
        return new Program("epilogue", space, 0, body);
    }

    private void check(String what, MatMul matMul, int values, int n) {
        float[] images = gaussian(values);
        float[] other = gaussian(Math.max(matMul.k() * n, matMul.m() * n));
        float[] expected = expected(matMul, images, other);
        for (int threads = 1; threads <= 2; threads++) {
            assertThat(run(matMul, images, other, threads))
                    .as("%s, %d threads, %s", what, threads, matMul)
                    .isEqualTo(expected);
        }
    }

    private float[] gaussian(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] expected(MatMul matMul, float[] images, float[] other) {
        float[] left = operand(matMul.leftBuffer() == 0 ? images : other, matMul.left(), matMul.leftSpace());
        float[] right = operand(matMul.rightBuffer() == 0 ? images : other, matMul.right(), matMul.rightSpace());
        int n = matMul.n();
        int k = matMul.k();
        float[] result = new float[matMul.m() * n];
        for (int i = 0; i < matMul.m(); i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(left[i * k + p], right[p * n + j], sum);
                }
                result[i * n + j] = Math.max(sum + 0.5f, 0);
            }
        }
        return result;
    }

    /** What a view shows, row by row. */
    private static float[] operand(float[] data, View view, List<Integer> space) {
        float[] values = new float[space.stream().reduce(1, (a, b) -> a * b)];
        int[] at = new int[space.size()];
        for (int e = 0; e < values.length; e++) {
            int rest = e;
            for (int axis = at.length - 1; axis >= 0; axis--) {
                at[axis] = rest % space.get(axis);
                rest /= space.get(axis);
            }
            boolean holds = view.bounds().stream().allMatch(bound -> bound.holds(at));
            values[e] = holds ? data[view.element().at(at)] : 0;
        }
        return values;
    }

    private static float[] run(MatMul matMul, float[] images, float[] other, int threads) {
        try (CpuDevice device = new CpuDevice(threads, "test")) {
            device.splitAlways();
            float[] result = new float[matMul.m() * matMul.n()];
            Arrays.fill(result, Float.NaN);
            List<Buffer> buffers = new ArrayList<>();
            for (float[] values : List.of(images, other, result)) {
                Buffer buffer = device.allocate(values.length);
                device.write(buffer, 0, values, 0, values.length);
                buffers.add(buffer);
            }
            device.compile(matMul).bind(buffers).run(new Arguments(0));
            device.read(buffers.get(2), 0, result, 0, result.length);
            return result;
        }
    }
}

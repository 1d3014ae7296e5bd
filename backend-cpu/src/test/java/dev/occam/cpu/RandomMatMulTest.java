package dev.occam.cpu;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomMatMulTest {
    private static final int[] SIZES = {1, 2, 7, 15, 16, 17, 33, 48, 65, 130};
    private static final int PRODUCTS = 60;

    private final List<float[]> buffers = new ArrayList<>();
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aProductWithItsEpilogueIsTheSameToTheBit(long batch) {
        for (long seed = batch * 1000; seed < batch * 1000 + PRODUCTS; seed++) {
            check(seed);
        }
    }

    private void check(long seed) {
        random = new Random(seed);
        buffers.clear();
        int batch = random.nextInt(4) == 0 ? random.nextInt(6) : 1;
        int m = size();
        int n = size();
        int k = random.nextInt(30) == 0 ? 0 : random.nextInt(20) == 0 ? 700 : size();
        View left = view(batch, m, k);
        View right = view(batch, k, n);
        MatMul matMul = new MatMul(batch, m, n, k, 0, left, 1, right, epilogue(batch, m, n));
        float[][] expected = buffers.stream().map(float[]::clone).toArray(float[][]::new);
        float[] product = product(matMul, expected);
        new Interpreter(matMul.epilogue(), expected, new float[] {0.5f}, 1, 2, product).run();
        for (int threads = 1; threads <= 3; threads++) {
            float[][] actual = run(matMul, threads);
            for (int b = 0; b < actual.length; b++) {
                assertThat(actual[b])
                        .as("seed %d, %d threads, %s", seed, threads, matMul)
                        .isEqualTo(expected[b]);
            }
        }
    }

    private int size() {
        return random.nextInt(40) == 0 ? 0 : SIZES[random.nextInt(SIZES.length)];
    }

    private View view(int batch, int rows, int columns) {
        int batchStride = random.nextBoolean() ? rows * columns : 0;
        Affine element = random.nextBoolean()
                ? new Affine(3, List.of(batchStride, columns, 1))
                : new Affine(1, List.of(batchStride, 1, rows));
        buffer(3 + batch * rows * columns);
        if (random.nextInt(3) > 0) {
            return new View(element, List.of());
        }
        View.Bound bound = new View.Bound(new Affine(-1, List.of(0, random.nextInt(2), random.nextInt(3) - 1)), 9);
        View.Bound other = new View.Bound(new Affine(0, List.of(0, 1, 0)), 1 + random.nextInt(rows + 1));
        return new View(element, List.of(bound, other));
    }

    private Program epilogue(int batch, int m, int n) {
        List<Instruction> body = new ArrayList<>();
        body.add(new Instruction.Product());
        if (random.nextBoolean()) {
            body.add(new Instruction.Load(buffer(n), View.of(0, List.of(0, 0, 1))));
            body.add(new Apply(Elementwise.ADD, List.of(0, 1)));
            body.add(new Instruction.Scalar(0));
            body.add(new Apply(Elementwise.MAX, List.of(3, 2)));
        }
        boolean rowMajor = random.nextInt(3) > 0;
        List<Integer> strides = rowMajor ? List.of(m * n, n, 1) : List.of(m * n, 1, m);
        body.add(new Instruction.Store(poisoned(batch * m * n + 5), View.of(2, strides), body.size() - 1));
        if (random.nextInt(4) == 0) {
            int total = buffer(batch * m * n);
            body.add(new Instruction.Load(total, View.of(0, List.of(m * n, n, 1))));
            body.add(new Apply(Elementwise.ADD, List.of(0, body.size() - 1)));
            body.add(new Instruction.Store(total, View.of(0, List.of(m * n, n, 1)), body.size() - 1));
        }
        return new Program("epilogue", List.of(batch, m, n), 0, body);
    }

    private int buffer(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        buffers.add(values);
        return buffers.size() - 1;
    }

    private int poisoned(int size) {
        int buffer = buffer(size);
        Arrays.fill(buffers.get(buffer), Float.NaN);
        return buffer;
    }

    private static float[] product(MatMul matMul, float[][] buffers) {
        float[] product = new float[matMul.batch() * matMul.m() * matMul.n()];
        int e = 0;
        for (int b = 0; b < matMul.batch(); b++) {
            for (int i = 0; i < matMul.m(); i++) {
                for (int j = 0; j < matMul.n(); j++) {
                    float sum = 0;
                    for (int k = 0; k < matMul.k(); k++) {
                        float x = read(buffers[matMul.leftBuffer()], matMul.left(), b, i, k);
                        float y = read(buffers[matMul.rightBuffer()], matMul.right(), b, k, j);
                        sum = Math.fma(x, y, sum);
                    }
                    product[e++] = sum;
                }
            }
        }
        return product;
    }

    private static float read(float[] data, View view, int... at) {
        boolean holds = view.bounds().stream().allMatch(bound -> bound.holds(at));
        return holds ? data[view.element().at(at)] : 0;
    }

    private float[][] run(MatMul matMul, int threads) {
        try (CpuDevice device = new CpuDevice(threads, "test")) {
            device.splitAlways();
            if (threads == 2) {
                device.fuseAtOnce();
            }
            List<Buffer> bound = new ArrayList<>();
            for (float[] values : buffers) {
                Buffer buffer = device.allocate(values.length);
                device.write(buffer, 0, values, 0, values.length);
                bound.add(buffer);
            }
            Arguments arguments = new Arguments(1);
            arguments.scalars()[0] = 0.5f;
            device.compile(matMul).bind(bound).run(arguments);
            float[][] results = buffers.stream().map(float[]::clone).toArray(float[][]::new);
            for (int b = 0; b < results.length; b++) {
                device.read(bound.get(b), 0, results[b], 0, results[b].length);
            }
            return results;
        }
    }
}

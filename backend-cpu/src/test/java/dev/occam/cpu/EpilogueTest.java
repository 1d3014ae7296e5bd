package dev.occam.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.loop.Lanes;
import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Epilogues in one loop for each row, in steps, and on sums in place: all give the same bits. */
final class EpilogueTest {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int OTHERS = 2;

    @ParameterizedTest
    @CsvSource({"1,5,16", "7,3,10", "9,200,33", "40,17,64", "300,400,48"})
    void aBiasAndReluAreTheSameInOneLoop(int m, int k, int n) {
        View rows = View.of(m * n, List.of(m * n, n, 1));
        MatMul matMul = matMul(
                m,
                k,
                n,
                List.of(
                        new Instruction.Product(),
                        new Instruction.Load(OTHERS, View.of(0, List.of(0, 0, 1))),
                        new Apply(Elementwise.ADD, List.of(0, 1)),
                        new Instruction.Constant(0),
                        new Apply(Elementwise.MAX, List.of(2, 3)),
                        new Instruction.Store(OTHERS, rows, 4)));

        compare(matMul, 2 * m * n, (values, product, i) -> {
            values[m * n + i] = Math.max(product[i] + values[i % n], 0);
        });
    }

    @ParameterizedTest
    @CsvSource({"1,5,16", "7,3,10", "9,200,33", "40,17,64", "300,400,48"})
    void aMaskFromTheSameBufferIsTheSameInOneLoop(int m, int k, int n) {
        MatMul matMul = matMul(
                m,
                k,
                n,
                List.of(
                        new Instruction.Product(),
                        new Instruction.Constant(0),
                        new Instruction.Load(OTHERS, View.of(0, List.of(m * n, n, 1))),
                        new Apply(Elementwise.LT, List.of(1, 2)),
                        new Apply(Elementwise.SELECT, List.of(3, 0, 1)),
                        new Instruction.Store(OTHERS, View.of(m * n, List.of(m * n, n, 1)), 4)));

        compare(matMul, 2 * m * n, (values, product, i) -> values[m * n + i] = values[i] > 0 ? product[i] : 0);
    }

    @ParameterizedTest
    @CsvSource({"1,5,16", "7,3,10", "9,200,33", "40,17,64", "300,400,48"})
    void aProductIsAddedToWhatLiesWhereItIsStored(int m, int k, int n) {
        View place = View.of(0, List.of(m * n, n, 1));
        MatMul matMul = matMul(
                m,
                k,
                n,
                List.of(
                        new Instruction.Product(),
                        new Instruction.Load(OTHERS, place),
                        new Apply(Elementwise.ADD, List.of(0, 1)),
                        new Instruction.Store(OTHERS, place, 2)));

        compare(matMul, m * n, (values, product, i) -> values[i] = product[i] + values[i]);
    }

    @ParameterizedTest
    @CsvSource({"7,3,10", "40,17,64"})
    void whatIsPaddedAroundRowsStaysAsItIs(int m, int k, int n) {
        int row = n + 5;
        MatMul matMul = matMul(
                m,
                k,
                n,
                List.of(
                        new Instruction.Product(),
                        new Apply(Elementwise.ABS, List.of(0)),
                        new Instruction.Store(OTHERS, View.of(2, List.of(m * row, row, 1)), 1)));

        compare(matMul, m * row, (values, product, i) -> values[2 + i / n * row + i % n] = Math.abs(product[i]));
    }

    /** What an epilogue does at one place of the product. */
    private interface Expected {
        void write(float[] values, float[] product, int place);
    }

    private static MatMul matMul(int m, int k, int n, List<Instruction> epilogue) {
        View left = new View(new Affine(0, List.of(m * k, k, 1)), List.of());
        View right = new View(new Affine(0, List.of(k * n, n, 1)), List.of());
        return new MatMul(1, m, n, k, LEFT, left, RIGHT, right, new Program("epilogue", List.of(1, m, n), 0, epilogue));
    }

    private static void compare(MatMul matMul, int others, Expected epilogue) {
        Random random = new Random(matMul.m());
        float[] left = values(random, matMul.m() * matMul.k());
        float[] right = values(random, matMul.k() * matMul.n());
        float[] before = values(random, others);
        float[] product = product(matMul, left, right);
        float[] expected = before.clone();
        for (int i = 0; i < product.length; i++) {
            epilogue.write(expected, product, i);
        }
        for (Lanes lanes : Lanes.values()) {
            for (boolean fused : new boolean[] {false, true}) {
                for (int threads = 1; threads <= 2; threads++) {
                    float[] actual = run(matMul, List.of(left, right, before), lanes, fused, threads);
                    assertThat(actual)
                            .as("%s, fused: %s, threads: %d", lanes, fused, threads)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static float[] values(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] product(MatMul matMul, float[] left, float[] right) {
        float[] product = new float[matMul.m() * matMul.n()];
        for (int e = 0; e < product.length; e++) {
            float sum = 0;
            for (int k = 0; k < matMul.k(); k++) {
                sum = Math.fma(left[e / matMul.n() * matMul.k() + k], right[k * matMul.n() + e % matMul.n()], sum);
            }
            product[e] = sum;
        }
        return product;
    }

    private static float[] run(MatMul matMul, List<float[]> contents, Lanes lanes, boolean fused, int threads) {
        try (CpuDevice device = new CpuDevice(threads, "test", lanes)) {
            device.splitAlways();
            if (fused) {
                device.fuseAtOnce();
            }
            List<Buffer> buffers = contents.stream()
                    .map(values -> {
                        Buffer buffer = device.allocate(values.length);
                        device.write(buffer, 0, values, 0, values.length);
                        return buffer;
                    })
                    .toList();
            device.compile(matMul).bind(buffers).run(new Arguments(0));
            float[] results = new float[contents.get(OTHERS).length];
            device.read(buffers.get(OTHERS), 0, results, 0, results.length);
            return results;
        }
    }
}

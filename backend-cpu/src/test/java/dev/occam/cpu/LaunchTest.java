package dev.occam.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.occam.cpu.kernel.VectorWidth;
import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.program.Code;
import dev.occam.cpu.program.Layout;
import dev.occam.cpu.program.Lowering;
import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LaunchTest {
    private static final View EACH = View.of(0, List.of(1));

    private final CpuDevice device = new CpuDevice(2, "test");

    @AfterEach
    void close() {
        device.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1023, 1024, 1025, 1_000_003})
    void everySizeIsDoneToItsEndAndNoFurther(int size) {
        float[] x = new float[size];
        float[] y = new float[size + 8];
        float[] sum = {Float.NaN};
        double expectedSum = 0;
        for (int i = 0; i < size; i++) {
            x[i] = i % 1000;
            expectedSum += i % 1000 + 1;
        }
        java.util.Arrays.fill(y, Float.NaN);
        Program program = new Program(
                "plus one and sum",
                List.of(size),
                1,
                List.of(
                        new Instruction.Load(0, EACH),
                        new Instruction.Constant(1),
                        new Apply(Elementwise.ADD, List.of(0, 1)),
                        new Instruction.Store(1, EACH, 2),
                        new Instruction.Reduce(Reduction.SUM, 2),
                        new Instruction.Store(2, View.of(0, List.of(0)), 4)));

        float[][] results = RandomProgramTest.run(program, List.of(x, y, sum), 2);
        for (Lanes lanes : Lanes.values()) {
            float[][] fused = RandomProgramTest.run(program, List.of(x, y, sum), 2, lanes, true);
            assertThat(fused[1]).isEqualTo(results[1]);
            assertThat(fused[2]).isEqualTo(results[2]);
        }

        for (int i = 0; i < y.length; i++) {
            assertThat(Float.compare(results[1][i], i < size ? x[i] + 1 : Float.NaN))
                    .isZero();
        }
        assertThat(results[2][0]).isEqualTo((float) expectedSum);
    }

    @Test
    void aSumOfAMillionTenthsIsExactToTheLastBits() {
        float[] x = new float[1_000_000];
        java.util.Arrays.fill(x, 0.1f);
        Program program = new Program(
                "sum",
                List.of(x.length),
                1,
                List.of(
                        new Instruction.Load(0, EACH),
                        new Instruction.Reduce(Reduction.SUM, 0),
                        new Instruction.Store(1, View.of(0, List.of(0)), 1)));

        float sum = RandomProgramTest.run(program, List.of(x, new float[1]), 1)[1][0];

        assertThat((double) sum)
                .isCloseTo(1_000_000 * (double) 0.1f, org.assertj.core.data.Percentage.withPercentage(5e-5));
    }

    @Test
    void anUpdateInPlaceIsTheSameFusedAndNot() {
        float[] weights = new float[5000];
        float[] gradient = new float[5000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i * 0.01f;
            gradient[i] = (i % 7 - 3) * 0.1f;
        }
        Program program = new Program(
                "sgd",
                List.of(5000),
                0,
                List.of(
                        new Instruction.Load(0, EACH),
                        new Instruction.Load(1, EACH),
                        new Instruction.Scalar(0),
                        new Apply(Elementwise.MUL, List.of(1, 2)),
                        new Apply(Elementwise.SUB, List.of(0, 3)),
                        new Instruction.Store(0, EACH, 4)));
        float[] plain = RandomProgramTest.run(program, List.of(weights, gradient), 1)[0];

        device.fuseAtOnce();
        List<dev.occam.device.Buffer> buffers = List.of(device.allocate(5000), device.allocate(5000));
        device.write(buffers.get(0), 0, weights, 0, 5000);
        device.write(buffers.get(1), 0, gradient, 0, 5000);
        Arguments arguments = new Arguments(1);
        arguments.scalars()[0] = 0.75f;
        device.compile(program).bind(buffers).run(arguments);
        float[] fused = new float[5000];
        device.read(buffers.get(0), 0, fused, 0, 5000);

        assertThat(fused).isEqualTo(plain);
        assertThat(fused[3]).isEqualTo(weights[3] - gradient[3] * 0.75f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 15, 17, 1030})
    void aLongUpdateIsDoneToItsLastValueAndNoFurther(int size) {
        float[] values = new float[size + 3];
        float[] others = new float[size + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.01f;
            others[i] = (i % 7 - 3) * 0.1f;
        }
        List<Instruction> body = new ArrayList<>(List.of(new Instruction.Load(0, EACH), new Instruction.Load(1, EACH)));
        for (int i = 0; i < 50; i++) {
            Elementwise function = i % 3 == 0 ? Elementwise.MUL : Elementwise.ADD;
            body.add(new Apply(function, List.of(body.size() - 1, i % 2)));
        }
        body.add(new Instruction.Store(0, EACH, body.size() - 1));
        body.add(new Instruction.Store(1, EACH, 20));
        Program program = new Program("long", List.of(size), 0, body);

        float[][] plain = RandomProgramTest.run(program, List.of(values, others), 1);
        float[][] fused = RandomProgramTest.run(program, List.of(values, others), 2, Lanes.widest(), true);

        assertThat(fused).isDeepEqualTo(plain);
        assertThat(fused[0]).endsWith(values[size], values[size + 1], values[size + 2]);
        assertThat(fused[1]).endsWith(others[size], others[size + 1], others[size + 2]);
    }

    /** The larger of neighbours along the third axis of [rows, columns, 2, run], stored in another order of rows. */
    @ParameterizedTest
    @ValueSource(ints = {32, 48, 80, 33})
    void aLoopOverRunsGivesTheSameAsOneOverCopies(int run) {
        int rows = 9;
        int columns = 7;
        float[] x = new float[rows * columns * 2 * run];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * 31 % 101 - 50;
        }
        int row = columns * 2 * run;
        Program program = new Program(
                "larger of two",
                List.of(rows, columns, run),
                0,
                List.of(
                        new Instruction.Load(0, View.of(0, List.of(row, 2 * run, 1))),
                        new Instruction.Load(0, View.of(run, List.of(row, 2 * run, 1))),
                        new Apply(Elementwise.MAX, List.of(0, 1)),
                        new Instruction.Store(1, View.of(0, List.of(run, rows * run, 1)), 2)));
        float[] expected = new float[rows * columns * run];
        for (int i = 0; i < expected.length; i++) {
            int from = i / run % rows * row + i / (rows * run) * 2 * run + i % run;
            expected[i] = Math.max(x[from], x[from + run]);
        }

        for (int threads = 1; threads <= 3; threads++) {
            for (Lanes lanes : Lanes.values()) {
                float[] y = new float[expected.length];
                assertThat(RandomProgramTest.run(program, List.of(x, y), threads, lanes, true)[1])
                        .as("%d threads, lanes %s", threads, lanes)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "64, 999, 64, 1",
        "96, 130, 96, 1",
        "512, 128, 512, 1",
        "512, 33, 512, 1",
        "1024, 70, 1040, 1",
        "1040, 9, 1040, 0",
        "2048, 21, 2050, 1",
        "1500, 20, 1500, 0",
        "100, 70, 100, 0",
        "64, 999, 80, 0",
        "512, 40, 600, 0"
    })
    void sumsOfInterleavedRowsAreOneLoopWhereTheirBlocksAre(int rows, int length, int distance, int loops) {
        assumeThat(VectorWidth.LANES).isEqualTo(16);
        float[] x = new float[distance * length];
        Random random = new Random(rows + length);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        Program program = new Program(
                "sums of columns",
                List.of(rows, length),
                1,
                List.of(
                        new Instruction.Load(0, View.of(0, List.of(1, distance))),
                        new Apply(Elementwise.ABS, List.of(0)),
                        new Instruction.Reduce(Reduction.SUM, 1),
                        new Instruction.Store(1, View.of(0, List.of(1, 0)), 2)));
        List<float[]> buffers = List.of(x, new float[rows]);

        Code code = Lowering.lower(program, Layout.of(program), Lanes.VECTOR);
        assertThat(code.passes().stream().filter(pass -> pass.direct().isPresent()))
                .hasSize(loops);
        float[] plain = RandomProgramTest.run(program, buffers, 2)[1];
        for (Lanes lanes : Lanes.values()) {
            assertThat(RandomProgramTest.run(program, buffers, 2, lanes, true)[1])
                    .isEqualTo(plain);
        }
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int at = 0; at < length; at++) {
                sum += Math.abs(x[at * distance + row]);
            }
            assertThat((double) plain[row]).isCloseTo(sum, within(1e-6 * sum));
        }
    }

    @Test
    void theLargestIsNotANumberIfOneIsNot() {
        for (int at : new int[] {0, 5, 2000, 4999}) {
            float[] x = new float[5000];
            x[at] = Float.NaN;
            Program program = new Program(
                    "max",
                    List.of(x.length),
                    1,
                    List.of(
                            new Instruction.Load(0, EACH),
                            new Instruction.Reduce(Reduction.MAX, 0),
                            new Instruction.Store(1, View.of(0, List.of(0)), 1)));

            assertThat(RandomProgramTest.run(program, List.of(x, new float[1]), 1)[1][0])
                    .isNaN();
        }
    }

    @Test
    void launchesOfProgramsAllocateNothing() {
        View matrix = View.of(0, List.of(300, 1));
        View bounded =
                new View(new Affine(-1, List.of(300, 1)), List.of(new View.Bound(new Affine(-1, List.of(0, 1)), 299)));
        Program program = new Program(
                "softmax",
                List.of(40, 300),
                1,
                List.of(
                        new Instruction.Load(0, matrix),
                        new Instruction.Load(0, bounded),
                        new Instruction.Random(1, new Affine(0, List.of(300, 1))),
                        new Apply(Elementwise.ADD, List.of(0, 1)),
                        new Apply(Elementwise.MUL, List.of(3, 2)),
                        new Instruction.Reduce(Reduction.MAX, 4),
                        new Apply(Elementwise.SUB, List.of(4, 5)),
                        new Apply(Elementwise.EXP, List.of(6)),
                        new Instruction.Reduce(Reduction.SUM, 7),
                        new Apply(Elementwise.DIV, List.of(7, 8)),
                        new Instruction.Store(1, matrix, 9)));

        assertAllocatesNothing(device.compile(program).bind(List.of(device.allocate(12_000), device.allocate(12_000))));
    }

    @Test
    void launchesOfProductsAllocateNothing() {
        List<Integer> space = List.of(3, 40, 50);
        Program epilogue = new Program(
                "relu",
                space,
                0,
                List.of(
                        new Instruction.Product(),
                        new Instruction.Constant(0),
                        new Apply(Elementwise.MAX, List.of(0, 1)),
                        new Instruction.Store(2, View.of(0, List.of(2000, 50, 1)), 2)));
        View left = View.of(0, List.of(0, 60, 1));
        View right = View.of(0, List.of(0, 50, 1));
        MatMul matMul = new MatMul(3, 40, 50, 60, 0, left, 1, right, epilogue);

        assertAllocatesNothing(device.compile(matMul)
                .bind(List.of(device.allocate(2400), device.allocate(3000), device.allocate(6000))));
    }

    /** The least of several counts: compilers and class loading allocate on this thread now and then. */
    private static void assertAllocatesNothing(Launch launch) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Arguments arguments = new Arguments(0);
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50; i++) {
                launch.run(arguments);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}

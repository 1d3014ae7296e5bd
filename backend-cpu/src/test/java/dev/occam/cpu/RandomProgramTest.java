package dev.occam.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.loop.Lanes;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomProgramTest {
    private static final int PROGRAMS = Integer.getInteger("occam.test.programs", 40);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRandomProgramMeansWhatItsLinesSay(long batch) {
        for (long seed = batch * 100_000; seed < batch * 100_000 + PROGRAMS; seed++) {
            check(seed);
        }
    }

    private static void check(long seed) {
        RandomPrograms programs = new RandomPrograms(seed);
        Program program = programs.next();
        float[][] expected = copy(programs.buffers);
        new Interpreter(program, expected, new float[] {0.75f, -2}, 5, 9, new float[0]).run();
        float[][] one = run(program, programs.buffers, 1);
        for (int b = 0; b < expected.length; b++) {
            assertClose(one[b], expected[b], "seed " + seed + " buffer " + b + "\n" + program);
        }
        for (int threads = 1; threads <= 3; threads++) {
            for (Lanes lanes : Lanes.values()) {
                float[][] more = run(program, programs.buffers, threads, lanes, threads != 2);
                for (int b = 0; b < expected.length; b++) {
                    assertThat(more[b])
                            .as("seed %d, %d threads, lanes %s, fused for 1 and 3\n%s", seed, threads, lanes, program)
                            .isEqualTo(one[b]);
                }
            }
        }
    }

    static float[][] run(Program program, List<float[]> buffers, int threads) {
        return run(program, buffers, threads, Lanes.ONE, false);
    }

    static float[][] run(Program program, List<float[]> buffers, int threads, Lanes lanes, boolean fused) {
        try (CpuDevice device = new CpuDevice(threads, "test", lanes)) {
            if (fused) {
                device.fuseAtOnce();
            }
            device.splitAlways();
            List<Buffer> bound = new ArrayList<>();
            for (float[] values : buffers) {
                Buffer buffer = device.allocate(values.length);
                device.write(buffer, 0, values, 0, values.length);
                bound.add(buffer);
            }
            Arguments arguments = new Arguments(2);
            arguments.scalars()[0] = 0.75f;
            arguments.scalars()[1] = -2;
            arguments.random(5, 9);
            device.compile(program).bind(bound).run(arguments);
            float[][] results = copy(buffers);
            for (int b = 0; b < results.length; b++) {
                device.read(bound.get(b), 0, results[b], 0, results[b].length);
            }
            return results;
        }
    }

    private static float[][] copy(List<float[]> buffers) {
        return buffers.stream().map(float[]::clone).toArray(float[][]::new);
    }

    static void assertClose(float[] actual, float[] expected, String what) {
        for (int i = 0; i < expected.length; i++) {
            boolean same = Float.compare(actual[i], expected[i]) == 0 || actual[i] == expected[i];
            float tolerance = 2e-4f * (1 + Math.abs(expected[i]));
            boolean bothLarge = Math.abs(expected[i]) > 1e6 && Math.abs(actual[i]) > 1e6;
            if (!same && !bothLarge && !(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                assertThat(actual[i]).as("%s element %d", what, i).isEqualTo(expected[i]);
            }
        }
    }
}

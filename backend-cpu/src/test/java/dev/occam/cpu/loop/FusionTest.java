package dev.occam.cpu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.kernel.ImpatientWarmUp;
import dev.occam.cpu.kernel.VectorWidth;
import dev.occam.cpu.kernel.WarmUp;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FusionTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8191, 8192, 8193, 8300, 20_011})
    void everyPlaceOfALongPartIsWorkedOnOnce(int vectors) {
        int count = vectors * VectorWidth.LANES;
        float[][] arrays = arrays(count + 100);
        Fusion fusion = fusion(1, 1);

        fusion.run(arrays, new float[][] {{3}}, new int[] {20, 20}, new int[2], count);

        assertThat(arrays[0]).isEqualTo(expected(count + 100, 20, 20, count));
    }

    @Test
    void arraysThatStartApartAreReadEachAtItsOwnPlace() {
        int count = 10_000 * VectorWidth.LANES;
        float[][] arrays = arrays(count + 100);
        Fusion fusion = fusion(1, 2);

        fusion.run(arrays, new float[][] {{3}}, new int[] {5, 90}, new int[2], count);

        assertThat(arrays[0]).isEqualTo(expected(count + 100, 5, 90, count));
    }

    @Test
    void runsAreAsFarApartAsEachArraySays() {
        int run = 3 * VectorWidth.LANES;
        int runs = 7;
        float[][] arrays = arrays((run + 9) * runs);
        Fusion fusion = fusion(1, 2, Path.RUNS);

        fusion.runAll(arrays, new float[][] {{3}}, new int[] {5, 60}, new int[] {run + 9, 0}, run, runs);

        float[] expected = arrays((run + 9) * runs)[0];
        for (int i = 0; i < run * runs; i++) {
            int place = 5 + i / run * (run + 9) + i % run;
            expected[place] = 3f * place + -2f * (60 + i % run);
        }
        assertThat(arrays[0]).isEqualTo(expected);
    }

    @Test
    void registersAreWorkedOnFromTheirStart() {
        int count = 5 * VectorWidth.LANES;
        float[][] arrays = arrays(count);
        arrays[1][0] = 3;
        LoopBody body = new LoopBody();
        body.input(0, 0);
        body.single(1, 1);
        body.operation(2, Elementwise.MUL, List.of(0, 1));
        body.output(2, 0);
        Fusion fusion = new Fusion(body, Lanes.VECTOR, Path.STRAIGHT);
        fusion.useAtOnce();

        fusion.run(arrays, count - 1);

        for (int i = 0; i < count; i++) {
            assertThat(arrays[0][i]).isEqualTo(3f * i);
        }
    }

    @ParameterizedTest
    @CsvSource({"STRAIGHT,some fused loops over neighbours", "RUNS,some fused loops over short runs"})
    void loopsThatStaySlowAreSaidOnce(Path path, String work) {
        List<String> notices = new ArrayList<>();
        WarmUp warmUp = ImpatientWarmUp.saying(notices::add);

        for (int loops = 0; loops < 2; loops++) {
            Fusion fusion = new Fusion(body(1, 1), Lanes.VECTOR, path);
            fusion.warmUp(warmUp);
            assertThat(fusion.ready(0)).isFalse();
        }

        assertThat(notices).singleElement().asString().startsWith("Slower code stays in use for " + work + ".");
    }

    private static Fusion fusion(int start0, int start1) {
        return fusion(start0, start1, Path.STRAIGHT);
    }

    private static Fusion fusion(int start0, int start1, Path path) {
        Fusion fusion = new Fusion(body(start0, start1), Lanes.VECTOR, path);
        fusion.useAtOnce();
        return fusion;
    }

    /** a0 ← 3·a0 + a1. */
    private static LoopBody body(int start0, int start1) {
        LoopBody body = new LoopBody();
        body.startsAt(0, start0);
        body.startsAt(1, start1);
        body.input(0, 0);
        body.input(1, 1);
        body.single(2, 0);
        body.operation(3, Elementwise.MUL, List.of(0, 2));
        body.operation(4, Elementwise.ADD, List.of(3, 1));
        body.output(4, 0);
        return body;
    }

    private static float[][] arrays(int length) {
        float[][] arrays = new float[2][length];
        for (int i = 0; i < length; i++) {
            arrays[0][i] = i;
            arrays[1][i] = -2f * i;
        }
        return arrays;
    }

    private static float[] expected(int length, int offset0, int offset1, int count) {
        float[] expected = arrays(length)[0];
        for (int i = 0; i < count; i++) {
            expected[offset0 + i] = 3f * (offset0 + i) + -2f * (offset1 + i);
        }
        return expected;
    }
}

package dev.occam.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.tensor.Reduction;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SumsTest {
    private static final int COUNT = 13;

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 8, 26, 102})
    void everySequenceHasItsOwnSumAndMaximum(int lanes) {
        float[] values = new float[COUNT * lanes];
        Random random = new Random(lanes);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() - 4;
        }
        values[5 * lanes] = Float.NaN;
        values[2 * lanes + 1] = -0f;
        values[3 * lanes + 1] = 0f;
        double[] sums = new double[lanes + 1];
        double[] maxima = new double[lanes + 1];

        Sums.reduceLanes(Reduction.SUM, values, lanes, COUNT * lanes, sums, 1);
        Sums.reduceLanes(Reduction.MAX, values, lanes, COUNT * lanes, maxima, 1);

        double[] expectedSums = new double[lanes + 1];
        double[] expectedMaxima = new double[lanes + 1];
        for (int lane = 0; lane < lanes; lane++) {
            double max = Reduction.MAX.identity();
            for (int i = 0; i < COUNT; i++) {
                expectedSums[1 + lane] += values[i * lanes + lane];
                max = Math.max(max, values[i * lanes + lane]);
            }
            expectedMaxima[1 + lane] = max;
        }
        assertThat(sums).isEqualTo(expectedSums);
        assertThat(maxima).isEqualTo(expectedMaxima);
        assertThat(maxima[1]).isNaN();
    }
}

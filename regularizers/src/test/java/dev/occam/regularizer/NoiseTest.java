package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final int COUNT = 20_000;
    private final FakeSite site = new FakeSite(200, 100);

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }

    private static double[] all(double value) {
        double[] values = new double[COUNT];
        Arrays.fill(values, value);
        return values;
    }

    private float[] value(Tensor formula, double... x) {
        return site.value(formula, x);
    }

    @Test
    void alphaDropoutKeepsMeanZeroAndVarianceOne() {
        Random random = new Random(1);
        double[] normal =
                random.doubles(COUNT).map(unused -> random.nextGaussian()).toArray();

        float[] x = value(new AlphaDropout(0.3).activation(site.weight, site), normal);

        assertThat(mean(x)).isCloseTo(0, within(0.03));
        assertThat(variance(x)).isCloseTo(1, within(0.03));
    }

    @Test
    void alphaDropoutSendsDroppedValuesToOnePlace() {
        float[] x = value(new AlphaDropout(0.5).activation(site.weight, site), all(1));

        double limit = -1.7580993408473766;
        double a = 1 / Math.sqrt(0.5 * (1 + 0.5 * limit * limit));
        float dropped = (float) (a * limit - a * 0.5 * limit);
        float kept = (float) (a - a * 0.5 * limit);
        for (float value : x) {
            assertThat(Math.min(Math.abs(value - dropped), Math.abs(value - kept)))
                    .isLessThan(1e-6f);
        }
        assertThat(mean(x)).isCloseTo((dropped + kept) / 2, within(0.02));
    }

    @Test
    void gaussianDropoutHasTheMeanAndVarianceOfDropout() {
        float[] x = value(new GaussianDropout(0.2).activation(site.weight, site), all(2));

        assertThat(mean(x)).isCloseTo(2, within(0.03));
        assertThat(variance(x)).isCloseTo(4 * 0.25, within(0.04));
    }

    @Test
    void gaussianNoiseHasTheDeviationThatIsAskedFor() {
        float[] x = value(new GaussianNoise(0.5).activation(site.weight, site), all(3));

        assertThat(mean(x)).isCloseTo(3, within(0.02));
        assertThat(variance(x)).isCloseTo(0.25, within(0.01));
    }

    @Test
    void gradientNoiseFallsWithTheStep() {
        GradientNoise rule = new GradientNoise(0.04, 0.5);

        assertThat(variance(value(rule.gradient(site.weight, site), all(0)))).isCloseTo(0.04, within(2e-3));
        assertThat(variance(site.valueAt(16, rule.gradient(site.weight, site), all(0))))
                .isCloseTo(0.01, within(5e-4));
    }
}

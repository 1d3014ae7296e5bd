package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.plugin.Regularizer;
import dev.occam.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProximalTest {
    @Test
    void l1TakesTheThresholdOffAndStopsAtExactlyZero() {
        FakeSite site = new FakeSite(6);
        Tensor threshold = Tensor.constant(0.5);

        float[] x = site.value(new L1(2).prox(site.weight, threshold, site), 3, -3, 1, -1, 0.25, -0.0);

        assertThat(x).containsExactly(2, -2, 0, 0, 0, 0);
    }

    @Test
    void l1UsesTheStepSizeOfEachCoordinate() {
        FakeSite site = new FakeSite(3);
        double[] stepSize = {0, 1, 4};

        float[] x = site.valueWith(stepSize, new L1(0.5).prox(site.weight, site.other, site), 1, 1, 1);

        assertThat(x).containsExactly(1, 0.5f, 0);
    }

    @Test
    void l1IsAsExactAsTakingOffWhatIsClamped() {
        FakeSite site = new FakeSite(1000);
        Random random = new Random(3);
        double[] weights = new double[1000];
        double[] stepSize = new double[1000];
        float[] expected = new float[1000];
        for (int i = 0; i < weights.length; i++) {
            float t = (float) Math.scalb(random.nextDouble(), -random.nextInt(40));
            float w = (float) Math.scalb(random.nextGaussian(), -random.nextInt(40));
            weights[i] = w;
            stepSize[i] = t;
            expected[i] = w - Math.max(-t, Math.min(w, t));
        }

        assertThat(site.valueWith(stepSize, new L1(1).prox(site.weight, site.other, site), weights))
                .containsExactly(expected);
    }

    @Test
    void l1HandsNaNOn() {
        FakeSite site = new FakeSite(1);

        assertThat(site.value(new L1(1).prox(site.weight, Tensor.constant(1), site), Double.NaN))
                .containsExactly(Float.NaN);
    }

    /** η 3, l1 .001, l2 2, ten steps of proximal gradient descent under a constant gradient. */
    @ParameterizedTest
    @CsvSource({"1, 2, .1, .2, -.0495, -.0995", "4, 3, .01, .02, -.0045, -.0095"})
    void elasticNetSettlesWhereItsPenaltyBalancesTheGradient(
            double w0, double w1, double g0, double g1, double expected0, double expected1) {
        FakeSite site = new FakeSite(2);
        Tensor formula = new ElasticNet(0.001, 2).prox(site.weight.sub(site.other.mul(3)), Tensor.constant(3), site);

        float[] w = {(float) w0, (float) w1};
        for (int step = 0; step < 10; step++) {
            w = site.valueWith(new double[] {g0, g1}, formula, w[0], w[1]);
        }

        assertThat((double) w[0]).isCloseTo(expected0, within(1e-6));
        assertThat((double) w[1]).isCloseTo(expected1, within(1e-6));
    }

    /** Elastic net with one part off is the rule of the other part. */
    @Test
    void elasticNetIsL1WithoutItsSecondPart() {
        FakeSite site = new FakeSite(3);
        Tensor p = Tensor.constant(0.5);

        assertThat(site.value(new ElasticNet(0.4, 0).prox(site.weight, p, site), 3, 0.1, -1))
                .isEqualTo(site.value(new L1(0.4).prox(site.weight, p, site), 3, 0.1, -1));
        assertThat(site.value(new ElasticNet(0, 2).prox(site.weight, p, site), 3, 0.5, -1))
                .containsExactly(1.5f, 0.25f, -0.5f);
    }

    /** A proximal step is where ½(x − v)²/p + φ(x) is least. */
    @Test
    void theProximalStepMinimizesWhatItsPenaltySays() {
        FakeSite site = new FakeSite(1);
        double p = 0.7;
        for (Regularizer rule : new Regularizer[] {new L1(0.9), new ElasticNet(0.9, 1.3)}) {
            for (double v : new double[] {-2, -0.3, 0.1, 1.5}) {
                double x = site.value(rule.prox(site.weight, Tensor.constant(p), site), v)[0];
                double least = objective(rule, site, p, v, x);
                for (double away : new double[] {-0.1, -1e-2, 1e-2, 0.1}) {
                    assertThat(objective(rule, site, p, v, x + away)).isGreaterThan(least);
                }
            }
        }
    }

    private static double objective(Regularizer rule, FakeSite site, double p, double v, double x) {
        return (x - v) * (x - v) / (2 * p) + site.value(rule.proxPenalty(site.weight, site), x)[0];
    }
}

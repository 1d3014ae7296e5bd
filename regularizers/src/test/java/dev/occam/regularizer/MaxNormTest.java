package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MaxNormTest {
    @Test
    void onlyUnitsWithALargerNormAreScaled() {
        FakeSite site = new FakeSite(4, 3);
        double[] units = {0, 0, 0, 1, 0, 0, 3, 0, 0, 3, 3, 3};

        float[] once = site.value(new MaxNorm(2).project(site.weight, site), units);

        float third = (float) (2 / Math.sqrt(3));
        assertThat(once).containsExactly(new float[] {0, 0, 0, 1, 0, 0, 2, 0, 0, third, third, third}, within(1.2e-7f));
        assertThat(once[6]).isEqualTo(2);
        assertThat(site.value(new MaxNorm(2).project(site.weight, site), wide(once)))
                .isEqualTo(once);
    }

    @Test
    void projectingTwiceIsTheSameToTheBit() {
        Random random = new Random(7);
        for (int values : new int[] {1, 3, 64, 1000}) {
            FakeSite site = new FakeSite(20, values);
            MaxNorm rule = new MaxNorm(0.7);
            double[] weight = random.doubles(20L * values, -1, 1).toArray();

            float[] once = site.value(rule.project(site.weight, site), weight);

            assertThat(site.value(rule.project(site.weight, site), wide(once))).isEqualTo(once);
        }
    }

    @Test
    void theNormIsThatOfAllAxesBehindTheFirst() {
        FakeSite site = new FakeSite(2, 2, 1, 1);

        assertThat(site.value(new MaxNorm(5).project(site.weight, site), 6, 8, 3, 4))
                .containsExactly(3, 4, 3, 4);
    }

    @Test
    void aBiasIsLimitedValueByValue() {
        FakeSite site = new FakeSite(3);

        assertThat(site.value(new MaxNorm(2).project(site.weight, site), -5, 1, 3))
                .containsExactly(-2, 1, 2);
    }

    @Test
    void aSingleValueHasNoUnits() {
        FakeSite site = new FakeSite();

        assertThatThrownBy(() -> new MaxNorm(2).project(site.weight, site))
                .hasMessage("max-norm needs a weight whose axis 0 numbers the output units, not a single value");
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
